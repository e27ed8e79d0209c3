"""What happens to lines in service."""

from datetime import date, datetime
from uuid import UUID

from kith.outbox import Event


class LineChangeAsked(Event, name="line.change_asked"):
    """A line is to be changed on the network; the event of the line says how."""

    event_id: UUID


class LineChanged(Event, name="line.changed"):
    """The network changed a line."""

    line_id: UUID
    event_id: UUID
    what: str


class LineChangeFailed(Event, name="line.change_failed"):
    """The network did not change a line."""

    line_id: UUID
    event_id: UUID
    what: str


class LineEnded(Event, name="line.ended"):
    """A line is out of service for good."""

    line_id: UUID
    person_id: UUID


class LineEndScheduled(Event, name="line.end_scheduled"):
    """A line is to end with its paid period; that day is the first without it."""

    line_id: UUID
    ends_on: date


class LineEndDue(Event, name="line.end_due"):
    """The day has come on which a line goes out of service."""

    line_id: UUID


class LinePlanSet(Event, name="line.plan_set"):
    """A line is to have another plan with its next period."""

    change_id: UUID


class LinePlanDue(Event, name="line.plan_due"):
    """A line has another plan, and the network is to switch to it."""

    line_id: UUID


class LinePlanChanged(Event, name="line.plan_changed"):
    """A line has another plan, at the network too."""

    change_id: UUID


class LinePlanRefused(Event, name="line.plan_refused"):
    """A line that was to have another plan at once keeps the one it has."""

    change_id: UUID


class LineWithdrawn(Event, name="line.withdrawn"):
    """Whoever bought a line withdrew from the contract."""

    line_id: UUID


class LineRenewalAhead(Event, name="line.renewal_ahead"):
    """A line's next period begins in some days."""

    line_id: UUID
    renews_on: date


class LineRenewalDue(Event, name="line.renewal_due"):
    """A line's next period began; it ends before its last day."""

    line_id: UUID
    period_start: date
    period_end: date


class CustomerServedOn(Event, name="line.customer_served_on"):
    """A shop was suspended, and one of its customers is to hear that nothing changes for them."""

    person_id: UUID
    suspended_at: datetime
