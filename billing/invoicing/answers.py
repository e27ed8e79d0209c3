"""What lower contexts ask of invoicing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import pgettext

from billing.bank.questions import BillStanding
from billing.invoicing.models import Charge, Invoice, Refund
from billing.invoicing.pay_links import pay_link
from billing.invoicing.queries import invoices_here
from billing.invoicing.splitting import least_gross, split_line
from billing.settlement.terms import sharing_terms
from kith.money import Money


def split_of_sale(
    *,
    gross_minor: int,
    tax_basis_points: int,
    wholesale_minor: int,
    seller_kind: str,
    at: datetime,
) -> dict[str, int]:
    """
    Return how a sale would be split: each party's part in minor units.

    A sponsor's share comes from the telco's part and never from the seller's, so none is asked for.

    :raises NoSharingModel: no model covers this kind of seller then
    """
    return split_line(
        gross_minor=gross_minor,
        tax_basis_points=tax_basis_points,
        wholesale_minor=wholesale_minor,
        terms=sharing_terms(seller_kind=seller_kind, at=at),
        has_sponsor=False,
    )


def break_even(*, costs: Sequence[tuple[int, int]], at: datetime) -> list[int]:
    """
    Return the lowest total price for each cost at which a sale by an operator still pays it.

    :raises NoSharingModel: no model covers operators then
    """
    terms = sharing_terms(seller_kind="operator", at=at)
    return [
        least_gross(wholesale_minor=minor, tax_basis_points=tax, terms=terms)
        for minor, tax in costs
    ]


def was_sent(*, purpose: str) -> bool:
    """Answer `was_sent`: what is in doubt is looked for by whoever carries it."""
    in_doubt = (Charge.SENDING, Charge.UNKNOWN)
    return any(
        rows.filter(purpose=purpose, state__in=in_doubt).exists()
        for rows in (Charge.objects, Refund.objects)
    )


def bills_standing(*, ids: Collection[UUID]) -> list[BillStanding]:
    """Answer `bills_standing`: what transfers that name these bills may still pay."""
    rows = Invoice.objects.filter(pk__in=ids).order_by("pk")
    return [_standing(row) for row in rows]


def open_bills_like(*, text: str, most: int) -> list[BillStanding]:
    """Answer `open_bills_like`: by number, name and address, the newest first."""
    return [_standing(row) for row in invoices_here(text=text, state="open")[:most]]


def _standing(row: Invoice) -> BillStanding:
    customer = row.contact_name or row.contact_email or "–"
    if row.written_off_at:
        # It may be paid after all, and whoever says so is to know.
        customer = f"{customer} · {pgettext('invoice', 'Written off')}"
    return BillStanding(row.pk, row.number, customer, row.outstanding)


def pay_link_of_line(*, line_id: UUID, at: datetime) -> str:
    """Return where the one open bill of a line is paid; empty where it has none, or several."""
    owed = Invoice.objects.owed().filter(line_id=line_id).order_by("due_on", "number")
    bills = list(owed.values_list("pk", flat=True)[:2])
    return pay_link(invoice_id=bills[0], at=at) if len(bills) == 1 else ""


def owed_by(*, person_id: UUID) -> list[Money]:
    """Return what a person's open bills ask for, by currency."""
    owed: dict[str, Money] = {}
    for bill in Invoice.objects.owed().filter(person_id=person_id).order_by("currency", "number"):
        before = owed.get(bill.currency, Money.zero(bill.currency))
        owed[bill.currency] = before + bill.outstanding
    return list(owed.values())
