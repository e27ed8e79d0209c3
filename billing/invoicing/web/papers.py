"""Bills and credit notes as they are printed, with all that the law wants on them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Protocol

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from billing.entities.sellers import Seller
from billing.entities.words import block_of
from billing.invoicing.bill_cards import BilledLine, CreditNoteCard, InvoiceCard
from billing.invoicing.words import period_text
from billing.settlement.papers import Listing, Paper
from kith.money import Money, format_money
from kith.ui.formats import date_text, percent_text
from kith.wall import day_here
from tenants.workspace.queries import ShopFace

# Description, net, rate, tax, total.
LINES = (0.38, 0.16, 0.12, 0.15, 0.19)
RATES = (0.25, 0.25, 0.25, 0.25)


class Taxed(Protocol):
    """A line with the tax in it."""

    @property
    def gross(self) -> Money: ...
    @property
    def tax(self) -> Money: ...
    @property
    def tax_basis_points(self) -> int: ...


def invoice_paper(card: InvoiceCard, *, face: ShopFace) -> Paper:
    """Return a bill as it is printed."""
    return Paper(
        title=_("Invoice %(number)s") % {"number": card.number},
        brand=face.name,
        issuer=_issuer(card.seller, face),
        receiver=_receiver(card.contact_name, card.contact_email),
        roles=(pgettext("company", "Sold by"), _("Customer")),
        facts=_facts_of_invoice(card),
        listings=[_lines(card.lines, _("Total")), *_by_rate(card.lines)],
        note=_brand_note(card.seller, face),
        language=get_language() or "en",
        accent=face.accent,
    )


def credit_note_paper(card: CreditNoteCard, *, face: ShopFace) -> Paper:
    """Return a credit note as it is printed, or the debit note that takes one back."""
    title = _("Debit note %(number)s") if card.takes_back else _("Credit note %(number)s")
    about = {"number": card.invoice_number, "day": _day(card.invoice_issued_at)}
    facts = [
        (_("Issued"), _day(card.issued_at)),
        (_("Corrects"), _("invoice %(number)s of %(day)s") % about),
        (_("Why"), card.reason),
    ]
    if card.takes_back:
        facts.insert(2, (_("Cancels"), card.takes_back))
    total = _("Charged again") if card.takes_back else _("Refunded")
    return Paper(
        title=title % {"number": card.number},
        brand=face.name,
        issuer=_issuer(card.seller, face),
        receiver=_receiver(card.contact_name, card.contact_email),
        roles=(pgettext("company", "Sold by"), _("Customer")),
        facts=facts,
        listings=[_lines(card.lines, total), *_by_rate(card.lines)],
        note=_brand_note(card.seller, face),
        language=get_language() or "en",
        accent=face.accent,
    )


def _facts_of_invoice(card: InvoiceCard) -> list[tuple[str, str]]:
    facts = [(_("Issued"), _day(card.issued_at))]
    if card.order_number or not any(line.period for line in card.lines):
        # Paid before it is used: the law counts the day of the payment.
        facts.append((_("Date of supply"), _day(card.paid_at or card.issued_at)))
    if card.paid_at:
        facts.append((_("Paid on"), _day(card.paid_at)))
    else:
        facts.append((_("Due"), date_text(card.due_on)))
    if card.transfer:
        facts.append((_("Pay by transfer to"), card.transfer.shown_iban))
        facts.append((_("Payment reference"), card.transfer.shown_reference))
    if card.order_number:
        facts.append((_("Order"), card.order_number))
    if card.paid and card.outstanding:
        facts.append((_("Paid so far"), _said(card.paid)))
    if card.written_off_at:
        facts.append((pgettext("invoice", "Written off"), _day(card.written_off_at)))
    if notes := [one.number for one in card.credits if one.number and one.succeeded_at]:
        facts.append((_("Corrected by"), ", ".join(notes)))
    if card.refunded:
        facts.append((_("Refunded"), _said(card.refunded)))
    return facts


def _issuer(seller: Seller | None, face: ShopFace) -> list[str]:
    # A bill that is older than the company's own words says what it always said.
    return block_of(seller) if seller else [face.brand_name]


def _receiver(name: str, email: str) -> list[str]:
    return list(filter(None, [name, email])) or ["–"]


def _brand_note(seller: Seller | None, face: ShopFace) -> str:
    if seller is None or face.is_home or seller.legal_name == face.name:
        return ""
    return _("%(shop)s sells on behalf of %(company)s, which provides your service.") % {
        "shop": face.name,
        "company": seller.legal_name,
    }


def _lines(lines: Sequence[BilledLine], total: str) -> Listing:
    return Listing(
        header=[_("What"), _("Net"), _("Tax rate"), _("Tax"), _("Total")],
        rows=[
            [
                "\n".join(filter(None, [line.label, _days(line)])),
                *_amounts(line),
            ]
            for line in lines
        ],
        widths=LINES,
        amounts=4,
        sums=[
            (_("Net"), _said(_sum(line.gross - line.tax for line in lines))),
            (_("Tax"), _said(_sum(line.tax for line in lines))),
            (total, _said(_sum(line.gross for line in lines))),
        ],
    )


def _by_rate(lines: Sequence[Taxed]) -> list[Listing]:
    """Return the tax of each rate; the lines say it where there is one rate and one line."""
    rates = sorted({line.tax_basis_points for line in lines})
    if len(lines) == 1:
        return []
    rows = []
    for rate in rates:
        some = [line for line in lines if line.tax_basis_points == rate]
        tax, gross = _sum(line.tax for line in some), _sum(line.gross for line in some)
        rows.append([percent_text(rate), _said(gross - tax), _said(tax), _said(gross)])
    header = [_("Tax rate"), _("Net"), _("Tax"), _("Total")]
    return [Listing(header=header, rows=rows, widths=RATES, amounts=3)]


def _amounts(line: Taxed) -> list[str]:
    return [
        _said(line.gross - line.tax),
        percent_text(line.tax_basis_points),
        _said(line.tax),
        _said(line.gross),
    ]


def _days(line: BilledLine) -> str:
    return period_text(line.period, awaits_line=line.awaits_line)


def _sum(amounts: Iterable[Money]) -> Money:
    first, *rest = amounts
    total: Money = first
    for amount in rest:
        total = total + amount
    return total


def _said(amount: Money) -> str:
    return format_money(amount, get_language() or "en")


def _day(at: datetime | date) -> str:
    return date_text(day_here(at) if isinstance(at, datetime) else at)
