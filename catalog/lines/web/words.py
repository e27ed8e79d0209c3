"""How lines and what happens to them are said."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.lines.models import (
    BROUGHT,
    CHANGE_PLAN,
    END_SET,
    END_UNDONE,
    PLAN_DROPPED,
    PLAN_KEPT,
    PLAN_SET,
    WITHDRAWN,
)
from catalog.lines.periods import day_before
from catalog.lines.queries import LineCard, LineMoment
from kith.ui.formats import date_text
from kith.ui.shapes import Fact, TimelineStep

CHANGING = {
    "suspend": gettext_lazy("The network is blocking your line."),
    "resume": gettext_lazy("The network is unblocking your line."),
    "swap": gettext_lazy("The network is moving your line to the new eSIM."),
    CHANGE_PLAN: gettext_lazy("The network is switching your line to its new plan."),
    "terminate": gettext_lazy("The network is ending your line."),
}
HAPPENED = {
    "opened": gettext_lazy("Line opened"),
    "suspend": gettext_lazy("Line blocked"),
    "resume": gettext_lazy("Line open again"),
    "swap": gettext_lazy("New SIM"),
    "renewed": gettext_lazy("New period"),
    "terminate": gettext_lazy("Line ended"),
    PLAN_SET: gettext_lazy("Another plan chosen"),
    PLAN_KEPT: gettext_lazy("Plan kept"),
    PLAN_DROPPED: gettext_lazy("Planned change dropped"),
    CHANGE_PLAN: gettext_lazy("Plan changed"),
    END_SET: gettext_lazy("End asked for"),
    END_UNDONE: gettext_lazy("Line kept"),
    WITHDRAWN: gettext_lazy("You withdrew from the contract"),
    "moved": gettext_lazy("Number moved to another operator"),
    BROUGHT: gettext_lazy("Your own number came to this line"),
}


def state_of(card: LineCard) -> tuple[str, str]:
    """Give the word for a line's state, and its tone."""
    if card.ended_at is not None:
        return _("Ended"), "plain"
    if card.unpaid_since is not None:
        return _("Blocked until its bill is paid"), "bad"
    if card.last_day is not None:
        last = {"day": date_text(card.last_day)}
        if card.suspended_at is not None:
            return _("Blocked, ends on %(day)s") % last, "warn"
        return _("Ends on %(day)s") % last, "warn"
    if card.suspended_at is not None:
        return _("Blocked"), "warn"
    return _("Active"), "good"


def place_in_plan(card: LineCard) -> str:
    """Say which line of its plan this is; nothing where the plan has only one."""
    if card.plan_size == 1:
        return ""
    place = {"place": card.place, "count": card.plan_size}
    return _("Line %(place)d of %(count)d") % place


def price_of(card: LineCard) -> Fact:
    """Say what the line costs, or that the first line of its plan carries the price."""
    if card.place > 1:
        return Fact(_("Price"), _("Paid with line 1 of the plan"))
    return Fact(_("Price"), card.price, period_note(card.period))


def period_note(period: str) -> str:
    return {"month": _("each month"), "week": _("each week"), "once": _("paid once")}[period]


def moments(history: Iterable[LineMoment], *, is_for_seller: bool = False) -> list[TimelineStep]:
    """Turn a line's history into the shape the timeline component takes."""
    for_seller = {
        WITHDRAWN: _("Withdrawn from the contract"),
        BROUGHT: _("Its owner’s own number came to this line"),
    }
    said = HAPPENED | (for_seller if is_for_seller else {})
    return [
        TimelineStep(
            label=str(said.get(moment.what, moment.what)),
            state="failed" if moment.failed_at else "done" if moment.done_at else "now",
            at=moment.done_at or moment.failed_at,
            # A number is its owner's own: the seller sees no other one either.
            note="" if is_for_seller and moment.what == BROUGHT else _note_of(moment),
        )
        for moment in history
    ]


def _note_of(moment: LineMoment) -> str:
    if moment.what == END_SET:
        last_day = day_before(date.fromisoformat(moment.note))
        return _("Last day: %(day)s") % {"day": date_text(last_day)}
    if moment.what == BROUGHT:
        return _("In place of %(number)s") % {"number": moment.note}
    if moment.what != "renewed":
        return moment.note
    days = (date_text(date.fromisoformat(day)) for day in moment.note.split(" – "))
    return " – ".join(days)
