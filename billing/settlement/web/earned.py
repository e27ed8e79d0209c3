"""What a party earned, in the shapes the earnings pages take."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from billing.settlement.models import Accrual
from billing.settlement.queries import accruals_of, earnings_of, payee_card, statements_of
from billing.settlement.sums import currencies_of
from billing.settlement.web import shown
from kith.ui.shapes import Column, Link
from kith.ui.spreadsheets import table_answer


def shares_file(*, party_kind: str, party_ref: UUID, at: datetime) -> HttpResponse:
    """Return every share of a party as a CSV file, not only the newest."""
    shares = accruals_of(party_kind=party_kind, party_ref=party_ref, limit=None)
    rows = [_share(share, at, invoice_url="") for share in shares]
    return table_answer(name="earnings", columns=_columns(), rows=rows)


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

    Sums stand apart by currency; `currency` is that of an empty page.
    """
    mine = {"party_kind": party_kind, "party_ref": party_ref}
    return {
        "earnings": [
            earnings_of(**mine, currency=each, at=at)
            for each in currencies_of(**mine) or [currency]
        ],
        "payee": payee_card(**mine),
        "share_url": reverse(share_url),
        "share_columns": _columns(),
        "shares": [_share(share, at, invoice_url) for share in accruals_of(**mine)],
        "statement_columns": [
            Column("number", _("Statement"), "strong"),
            Column("issued_at", _("Date"), "date"),
            Column("total", _("Amount"), "money"),
        ],
        "statements": [
            {
                "number": Link(row.number, reverse(statement_url, args=[row.number])),
                "issued_at": row.issued_at.date(),
                "total": row.total,
            }
            for row in statements_of(**mine)
        ],
    }


def _columns() -> list[Column]:
    return [
        Column("accrued_at", _("Date"), "date"),
        Column("label", _("What")),
        Column("invoice", _("Invoice"), "strong"),
        Column("state", _("State"), "badge"),
        Column("payable_from", _("Payable from"), "date"),
        Column("amount", _("Your part"), "money"),
    ]


def _share(share: Accrual, at: datetime, invoice_url: str) -> dict[str, object]:
    number: object = share.invoice_number
    if invoice_url:
        number = Link(share.invoice_number, reverse(invoice_url, args=[share.invoice_number]))
    return {
        "accrued_at": share.accrued_at.date(),
        "label": share.label,
        "invoice": number,
        "state": shown.accrual_state(share, at=at),
        "payable_from": share.payable_from.date(),
        "amount": share.amount,
    }
