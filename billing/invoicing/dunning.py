"""What follows from a bill that nobody pays, and when: for its pages and its letters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from billing.disputes.queries import disputed_payments
from billing.invoicing.models import DunningStep, Invoice
from billing.settlement.terms import DunningDays, dunning_terms
from catalog.lines.queries import LineCard, line_card
from kith.wall import day_here

REMIND, WARN, BAR, NOTICE, END = DunningStep.STEPS


@dataclass(frozen=True)
class Step:
    """One step of a bill: the day it was done, or is to be done if nobody pays before."""

    step: str
    on: date
    is_done: bool


def is_dunned(invoice: Invoice) -> bool:
    """Say whether a bill is asked for, and no money of it is on its way or in dispute."""
    if not invoice.is_owed or invoice.charges.under_way().exists():
        return False
    paid_by = list(invoice.payments.order_by("pk").values_list("payment_reference", flat=True))
    return not (paid_by and disputed_payments(references=paid_by))


def line_in_service(invoice: Invoice) -> LineCard | None:
    """Return the line of a bill; None where it has none, or that has ended."""
    line = line_card(line_id=invoice.line_id) if invoice.line_id else None
    return line if line and line.ended_at is None else None


def told_of(*, step: str, due_on: date, terms: DunningDays, today: date) -> date:
    """Return the day a warning written that day has to name: enough days ahead, whatever it is."""
    act = due_on + timedelta(days=getattr(terms, DunningStep.TELLS_OF[step]))
    return max(act, today + timedelta(days=terms.ahead))


def steps_of(invoice: Invoice, *, at: datetime) -> list[Step]:
    """
    Return the steps a bill took, and those to come if nobody pays it, each with its day.

    None are to come before it is overdue, nor once it is not asked for.
    """
    taken = _done(invoice)
    done = [
        Step(step, day_here(row.done_at), is_done=True)
        for step in DunningStep.STEPS
        if (row := taken.get(step)) and row.done_at
    ]
    if invoice.due_on >= day_here(at) or not is_dunned(invoice):
        return done
    return [*done, *_ahead(invoice, taken, at)]


def day_of(step: str, invoice: Invoice, *, at: datetime) -> date | None:
    """Return when a step of a bill comes if nobody pays it; None where it was done, or never is."""
    ahead = _ahead(invoice, _done(invoice), at)
    return next((one.on for one in ahead if one.step == step), None)


def calendar_of(
    *,
    due_on: date,
    has_line: bool,
    taken: dict[str, DunningStep],
    terms: DunningDays,
    today: date,
) -> Iterator[Step]:
    """Yield what is to come of an overdue bill, as the nights would take it up."""
    furthest = max((DunningStep.STEPS.index(step) for step in taken), default=-1)
    is_late = has_line and today >= due_on + timedelta(days=terms.warn)
    soonest = today
    for place, step in enumerate(DunningStep.STEPS):
        named = taken[step].act_on if step in taken else None
        if place <= furthest:
            soonest = max(soonest, named) if place == furthest and named else soonest
            continue
        if (step == REMIND and is_late) or (step != REMIND and not has_line):
            continue
        soonest = max(soonest, due_on + timedelta(days=getattr(terms, step)))
        yield Step(step, soonest, is_done=False)
        if step in DunningStep.TELLS_OF:
            soonest = told_of(step=step, due_on=due_on, terms=terms, today=soonest)


def _done(invoice: Invoice) -> dict[str, DunningStep]:
    rows = DunningStep.objects.filter(invoice=invoice, done_at__isnull=False)
    return {row.step: row for row in rows.order_by("pk")}


def _ahead(invoice: Invoice, taken: dict[str, DunningStep], at: datetime) -> Iterator[Step]:
    return calendar_of(
        due_on=invoice.due_on,
        has_line=line_in_service(invoice) is not None,
        taken=taken,
        terms=dunning_terms(at=at),
        today=day_here(at),
    )
