"""How lines and what happens to them are said."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.lines.queries import LineCard, LineMoment
from kith.ui.shapes import TimelineStep

CHANGING = {
    "suspend": gettext_lazy("The network is barring your line."),
    "resume": gettext_lazy("The network is opening your line again."),
    "swap": gettext_lazy("The network is moving your line to the new eSIM."),
    "terminate": gettext_lazy("The network is ending your line."),
}
HAPPENED = {
    "opened": gettext_lazy("Line opened"),
    "suspend": gettext_lazy("Line barred"),
    "resume": gettext_lazy("Line open again"),
    "swap": gettext_lazy("New SIM"),
    "renewed": gettext_lazy("New period"),
    "terminate": gettext_lazy("Line ended"),
}


def state_of(card: LineCard) -> tuple[str, str]:
    """Give the word for a line's state, and its tone."""
    if card.ended_at is not None:
        return _("Ended"), "plain"
    if card.suspended_at is not None:
        return _("Barred"), "warn"
    return _("Active"), "good"


def period_note(period: str) -> str:
    return {"month": _("each month"), "week": _("each week"), "once": _("paid once")}[period]


def moments(history: Iterable[LineMoment]) -> list[TimelineStep]:
    """Turn a line's history into the shape the timeline component takes."""
    return [
        TimelineStep(
            label=str(HAPPENED.get(moment.what, moment.what)),
            state="failed" if moment.failed_at else "done" if moment.done_at else "now",
            at=moment.done_at or moment.failed_at,
            note=moment.note,
        )
        for moment in history
    ]
