"""Matched days and differences in the words and shapes the pages take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from billing.ledger.queries import keys_by_reference
from billing.settlement.models import Difference, Movement
from billing.settlement.reconciliation import DayCard, runs_by_transfer, tenants_by_payment
from kith.ui.formats import date_text
from kith.ui.shapes import Column, Link, Tagged


@dataclass(frozen=True)
class ShownDifference:
    """A difference with where it leads."""

    row: Difference
    title: str
    href: str
    about: str


def day_columns() -> list[Column]:
    return [
        Column("day", _("Day"), "strong"),
        Column("state", _("State"), "badge"),
        Column("matched", _("Matched"), "number"),
        Column("amount", _("Moved"), "money"),
        Column("fee", _("Fees"), "money", is_wide_only=True),
        Column("net", _("Left"), "money", is_wide_only=True),
    ]


def day_rows(cards: Sequence[DayCard]) -> list[dict[str, object]]:
    """Return one row for each day and currency; a day without movements has one without sums."""
    rows: list[dict[str, object]] = []
    for card in cards:
        head: dict[str, object] = {
            "day": Link(date_text(card.day), reverse("staff-books-day", args=[card.day])),
            "state": day_state(card),
        }
        rows += [
            head | {"matched": one.count, "amount": one.amount, "fee": one.fee, "net": one.net}
            for one in card.sums
        ] or [head | {"matched": 0, "amount": None, "fee": None, "net": None}]
    return rows


def day_state(card: DayCard) -> Tagged:
    if card.unexplained:
        said = ngettext("%(n)s difference", "%(n)s differences", card.unexplained)
        return Tagged(said % {"n": card.unexplained}, "bad")
    if card.explained:
        return Tagged(_("Explained"), "plain")
    return Tagged(_("All matched"), "good")


def sum_columns() -> list[Column]:
    return [
        Column("currency", _("Currency"), "strong"),
        Column("count", _("Matched"), "number"),
        Column("amount", _("Moved"), "money"),
        Column("fee", _("Fees"), "money"),
        Column("net", _("Left"), "money"),
    ]


def sum_rows(card: DayCard) -> list[dict[str, object]]:
    return [
        {
            "currency": one.amount.currency,
            "count": one.count,
            "amount": one.amount,
            "fee": one.fee,
            "net": one.net,
        }
        for one in card.sums
    ]


def differences(rows: Sequence[Difference]) -> list[ShownDifference]:
    """Return the differences, each with the object it is about where our books know one."""
    moved = Movement.objects.in_bulk([row.movement for row in rows if row.movement])
    # A fee is about the payment it was taken from.
    about = {
        row.pk: moved[row.movement].reference if row.movement in moved else row.reference
        for row in rows
    }
    named = list(set(about.values()))
    keys = keys_by_reference(references=named)
    runs, tenants = runs_by_transfer(named), tenants_by_payment(named)
    shown = []
    for row in rows:
        reference = about[row.pk]
        key = keys.get(reference) or row.journal_key
        if reference in runs:
            number, position = runs[reference]
            href = f"{reverse('staff-run', args=[number])}#transfer-{position}"
        else:
            tenant = str(tenants.get(reference, ""))
            href = _where(key, reference) or (tenant and reverse("staff-tenant", args=[tenant]))
        shown.append(ShownDifference(row, _title(row), href, reference))
    return shown


def _where(key: str, reference: str) -> str:
    """Return the page of what a journal is about."""
    kind, _colon, rest = key.partition(":")
    if kind in ("payment", "refund"):
        return reverse("staff-movement", args=[rest.split(":")[0], reference])
    if kind == "reversal":
        return reverse("staff-reversal", args=[rest.split(":")[0]])
    return ""


def _title(row: Difference) -> str:
    words = {
        Difference.THEIRS: _("Only at the processor"),
        Difference.OURS: _("Only in our books"),
        Difference.AMOUNT: _("The amounts differ"),
    }
    return words[row.kind]
