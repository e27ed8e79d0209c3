"""What followed from an unpaid bill, and what is to come, as its pages show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from billing.invoicing.dunning import BAR, END, NOTICE, REMIND, WARN, steps_of
from billing.invoicing.models import Invoice
from kith.ui.formats import date_text, day_text
from kith.ui.shapes import Fact


@dataclass(frozen=True)
class ShownDunning:
    """The steps of a bill that stayed unpaid, and a sentence on what comes next."""

    steps: list[Fact]
    # What is done next to the line; empty where nothing is.
    next_act: str

    def __bool__(self) -> bool:
        return bool(self.steps)


def dunning_of(*, invoice_id: UUID, at: datetime) -> ShownDunning:
    """Return a bill's steps taken and to come; nothing of one that is paid in time."""
    steps = steps_of(Invoice.objects.get(pk=invoice_id), at=at)
    done = _done()
    to_come = _to_come()
    facts = [
        Fact(done[step.step], date_text(step.on))
        if step.is_done
        else Fact(to_come[step.step], date_text(step.on), _("unless it is paid"))
        for step in steps
    ]
    acts = {BAR: _("On %(day)s the line is blocked unless it is paid.")}
    acts[END] = _("On %(day)s the line ends for good unless it is paid.")
    ahead = [step for step in steps if not step.is_done and step.step in acts]
    words = acts[ahead[0].step] % {"day": day_text(ahead[0].on)} if ahead else ""
    return ShownDunning(facts, words)


def _done() -> dict[str, str]:
    return {
        REMIND: _("Reminder sent"),
        WARN: _("Warning sent"),
        BAR: _("Line blocked"),
        NOTICE: _("Notice sent that the line ends"),
        END: _("Line ended"),
    }


def _to_come() -> dict[str, str]:
    return {
        REMIND: _("Reminder"),
        WARN: _("Warning"),
        BAR: _("The line is blocked"),
        NOTICE: _("Notice that the line ends"),
        END: _("The line ends"),
    }
