"""What happens to copies and to accounts that end."""

from uuid import UUID

from kith.outbox import Event


class CopyAsked(Event, name="copy.asked"):
    """A person wants all that the network holds of them."""

    copy_id: UUID


class CopyReady(Event, name="copy.ready"):
    """The file with all of it stands."""

    copy_id: UUID


class DepartureAsked(Event, name="departure.asked"):
    """A person wants their account to end; they have two weeks to think better of it."""

    departure_id: UUID


class DepartureDue(Event, name="departure.due"):
    """The two weeks are over."""

    departure_id: UUID


class DepartureStopped(Event, name="departure.stopped"):
    """An account could not end: something of its person's had begun meanwhile."""

    departure_id: UUID
