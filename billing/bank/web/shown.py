"""Bank transfers in the shapes that the pages' components take."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from stdnum import iban

from billing.bank.models import Allotment, BankEntry, BankFile, BankReturn
from billing.bank.usecases.weigh_bank_file import WeighedCredit
from billing.bank.words import kind_words, why_waiting
from kith.money import Money, format_money
from kith.proposals.models import Proposal
from kith.ui.shapes import Column, Fact, Link, Tagged

NOTHING = "–"


def said(amount: Money) -> str:
    return format_money(amount, get_language() or "en")


def shown_iban(number: str) -> str:
    """Return an account as banks print it; one that is no IBAN as it came."""
    return str(iban.format(number)) if number else NOTHING


def entry_columns() -> list[Column]:
    return [
        Column("payer", _("From"), "strong"),
        Column("booked_on", _("Booked"), "date"),
        Column("why", _("Why it waits")),
        Column("amount", _("Amount"), "money", on_phone="named"),
        Column("left", _("To decide"), "money"),
    ]


def entry_row(row: BankEntry) -> dict[str, object]:
    href = reverse("staff-bank-entry", args=[row.pk])
    return {
        "payer": Link(row.payer_name or row.payer_iban or NOTHING, href),
        "booked_on": row.booked_on,
        "why": why_waiting(row.why) or NOTHING,
        "amount": row.amount,
        "left": row.left,
    }


def entry_facts(row: BankEntry) -> list[Fact]:
    return [
        Fact(_("Amount"), row.amount),
        Fact(_("To decide"), row.left),
        Fact(_("Booked"), row.booked_on),
        Fact(_("From"), row.payer_name or NOTHING, shown_iban(row.payer_iban)),
        Fact(_("To"), shown_iban(row.iban)),
        Fact(_("It says"), row.text or NOTHING),
        Fact(_("Bank’s reference"), row.reference or NOTHING),
    ]


def allotments(rows: Sequence[Allotment], names: Mapping[UUID, str]) -> list[dict[str, object]]:
    """Return what was decided about an amount, as lines of a list."""
    return [
        {
            "title": f"{kind_words(row.kind)} {row.number}".strip(),
            "text": _said_by(row, names),
            "value": row.amount,
            "state": _state(row),
        }
        for row in rows
    ]


def _said_by(row: Allotment, names: Mapping[UUID, str]) -> str:
    if row.by is None:
        told = _("By its payment reference")
    else:
        told = f"{names.get(row.by, NOTHING)}: {row.reason}"
    # The catalogue knows what a shop said of it.
    return f"{told} · {_(row.problem)}" if row.problem else told


def _state(row: Allotment) -> Tagged:
    if row.undone_at:
        return Tagged(_("Taken back"), "plain")
    if row.kind == Allotment.BILL:
        return Tagged(_("Paid"), "good") if row.done_at else Tagged(_("Being booked"), "info")
    if row.kind == Allotment.RETURN:
        return Tagged(_("Sent back"), "good") if row.done_at else Tagged(_("To be sent"), "warn")
    return Tagged(_("Set aside"), "warn")


def file_columns() -> list[Column]:
    return [
        Column("name", _("File"), "strong"),
        Column("days", _("Days"), "date"),
        Column("credits", _("Amounts"), "number", is_wide_only=True),
        Column("new", _("New"), "number"),
        Column("paid", _("Paid a bill at once"), "number", is_wide_only=True),
        Column("taken_at", _("Taken in"), "when", is_wide_only=True),
    ]


def file_row(row: BankFile) -> dict[str, object]:
    return {
        "name": row.name,
        "days": row.last_on,
        "credits": row.credit_count,
        "new": row.new_count,
        "paid": row.paid_count,
        "taken_at": row.taken_at,
    }


def weighed_columns() -> list[Column]:
    return [
        Column("payer", _("From"), "strong"),
        Column("booked_on", _("Booked"), "date", is_wide_only=True),
        Column("what", _("What happens"), "badge"),
        Column("bill", _("Invoice"), on_phone="named"),
        Column("why", _("Why")),
        Column("amount", _("Amount"), "money"),
    ]


def weighed_row(one: WeighedCredit) -> dict[str, object]:
    return {
        "payer": one.credit.payer_name or one.credit.payer_iban or NOTHING,
        "booked_on": one.credit.booked_on,
        "what": _happens(one),
        "bill": one.bill.number if one.bill else NOTHING,
        "why": why_waiting(one.why) or NOTHING,
        "amount": one.credit.amount,
    }


def _happens(one: WeighedCredit) -> Tagged:
    if one.is_known:
        return Tagged(_("Read before"), "plain")
    return Tagged(_("Waits for you"), "warn") if one.why else Tagged(_("Pays its bill"), "good")


def sums(amounts: Iterable[Money]) -> str:
    """Return what amounts come to, by currency."""
    totals: dict[str, Money] = {}
    for amount in amounts:
        before = totals.get(amount.currency, Money.zero(amount.currency))
        totals[amount.currency] = before + amount
    return ", ".join(said(total) for _code, total in sorted(totals.items())) or NOTHING


def proposed(row: Proposal, names: Mapping[UUID, str], *, reader: UUID) -> dict[str, object]:
    """Return what waits for a second person."""
    number = row.facts["number"]
    return {
        "id": row.pk,
        "title": f"{kind_words(row.facts['kind'])} {number}".strip(),
        "amount": row.amount,
        "because": row.because,
        "asked_by": names.get(row.asked_by, NOTHING),
        "is_mine": row.asked_by == reader,
        "entry_url": reverse("staff-bank-entry", args=[row.subject]),
    }


def return_facts(row: BankReturn) -> list[Fact]:
    return [
        Fact(_("Amount"), row.amount),
        Fact(_("To"), row.name or NOTHING),
        Fact(_("IBAN"), shown_iban(row.iban)),
        Fact(_("Text"), row.text),
    ]
