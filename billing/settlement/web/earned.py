"""What a party earned, in the shapes the earnings pages take."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from billing.settlement.cut_offs import run_day_of
from billing.settlement.models import Accrual, Payee, Statement
from billing.settlement.previews import DuePayee, Earnings, earned_by
from billing.settlement.queries.earnings import accruals_of
from billing.settlement.queries.payees import payee_card
from billing.settlement.queries.statements import statements_of
from billing.settlement.sums import currencies_of
from billing.settlement.web import shown
from billing.settlement.words import payable_note
from kith.ui.shapes import Column, Link, Tagged
from kith.ui.spreadsheets import table_answer
from kith.wall import day_here
from tenants.registry.queries import tenant_names


@dataclass(frozen=True)
class Earned:
    """A party's money in one currency, and what the next run would pay of it."""

    sums: Earnings
    next: list[DuePayee]

    @property
    def payable_note(self) -> str:
        """What becomes of what is payable."""
        return payable_note(self.sums)


def shares_file(*, party_kind: str, party_ref: UUID, at: datetime) -> HttpResponse:
    """Return every share of a party as a CSV file, not only the newest."""
    shares = accruals_of(party_kind=party_kind, party_ref=party_ref, limit=None)
    is_sponsor = party_kind == Payee.PERSON
    rows = _share_rows(shares, at, invoice_url="", is_sponsor=is_sponsor)
    return table_answer(name="earnings", columns=_columns(is_sponsor=is_sponsor), rows=rows)


def earned(
    *,
    party_kind: str,
    party_ref: UUID,
    currency: str,
    at: datetime,
    invoice_url: str,
    statement_url: str,
    share_url: str,
) -> dict[str, object]:
    """
    Return the content of an earnings page; without `invoice_url` bills are not linked.

    Sums stand apart by currency; `currency` is that of an empty page. A sponsor, who may earn at
    several shops, also reads which one everything is of.
    """
    mine = {"party_kind": party_kind, "party_ref": party_ref}
    is_sponsor = party_kind == Payee.PERSON
    money = [
        Earned(*earned_by(**mine, currency=each, at=at))
        for each in currencies_of(**mine) or [currency]
    ]
    statements = statements_of(**mine)
    return {
        "earnings": money,
        "payee": payee_card(**mine),
        "share_url": reverse(share_url),
        "nothing_yet": _nothing_yet(is_sponsor=is_sponsor),
        "next_columns": _next_columns(),
        "next_rows": [
            # At a shop where nothing is left over nothing is paid, nor owed.
            _next_row(row)
            for one in money
            for row in one.next
            if is_sponsor and row.amount
        ],
        "share_columns": _columns(is_sponsor=is_sponsor),
        "shares": _share_rows(accruals_of(**mine), at, invoice_url, is_sponsor=is_sponsor),
        "statement_columns": [
            Column("number", _("Statement"), "strong"),
            Column("issued_at", _("Date"), "date"),
            *([Column("shop", _("Shop"))] if is_sponsor else []),
            Column("total", _("Amount"), "money"),
        ],
        "statements": _statement_rows(statements, statement_url, is_sponsor=is_sponsor),
    }


def _nothing_yet(*, is_sponsor: bool) -> str:
    if is_sponsor:
        return _("Your part of the first sale of a shop you brought lands here at once.")
    return _("Share your link: your part of the first sale lands here at once.")


def _next_columns() -> list[Column]:
    return [
        Column("shop", _("Shop"), "strong"),
        Column("standing", _("State"), "badge"),
        Column("amount", _("Amount"), "money"),
    ]


def _next_row(row: DuePayee) -> dict[str, object]:
    words = {
        "due": Tagged(_("In the next run"), "good"),
        "below_minimum": Tagged(_("Too small to send yet"), "plain"),
    }
    return {
        "shop": shown.due_from(row),
        "standing": words.get(row.standing) or shown.standing(row.standing),
        "amount": row.amount,
    }


def _columns(*, is_sponsor: bool) -> list[Column]:
    return [
        # On a phone one date stands beside the state: when it is paid. The bill is a press away.
        Column("accrued_at", _("Date"), "date", is_wide_only=True),
        *([Column("shop", _("Shop"))] if is_sponsor else []),
        Column("label", _("What"), on_phone="title"),
        Column("invoice", _("Invoice"), is_wide_only=True),
        Column("state", _("State"), "badge"),
        Column("payable_from", _("Payable from"), "date"),
        Column("amount", _("Your part"), "money"),
    ]


def _share_rows(
    shares: list[Accrual], at: datetime, invoice_url: str, *, is_sponsor: bool
) -> list[dict[str, object]]:
    names = _names((share.tenant_id for share in shares), is_sponsor=is_sponsor)
    return [_share(share, at, invoice_url, names) for share in shares]


def _share(
    share: Accrual, at: datetime, invoice_url: str, names: Mapping[UUID, str]
) -> dict[str, object]:
    label: object = share.label
    if invoice_url:
        label = Link(share.label, reverse(invoice_url, args=[share.invoice_number]))
    return {
        "accrued_at": day_here(share.accrued_at),
        "shop": names.get(share.tenant_id, "–"),
        "label": label,
        "invoice": share.invoice_number,
        "state": shown.accrual_state(share, at=at),
        "payable_from": run_day_of(share.payable_from),
        "amount": share.amount,
    }


def _statement_rows(
    statements: list[Statement], url_name: str, *, is_sponsor: bool
) -> list[dict[str, object]]:
    payments = [row.payment for row in statements]
    names = _names((one.tenant_id for one in payments if one), is_sponsor=is_sponsor)
    return [
        {
            "number": Link(row.number, reverse(url_name, args=[row.number])),
            "issued_at": day_here(row.issued_at),
            "shop": shown.shop_of(row.payment, names),
            "total": row.total,
        }
        for row in statements
    ]


def _names(ids: Iterable[UUID | None], *, is_sponsor: bool) -> dict[UUID, str]:
    """Return what the shops are called where their names are shown; a seller knows its own."""
    wanted = {one for one in ids if one}
    return tenant_names(ids=wanted) if is_sponsor and wanted else {}
