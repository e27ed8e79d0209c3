"""Bills and credit notes as the norm EN 16931 wants them, for accounting programs to read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.http import Http404, HttpResponse
from drafthorse.models.accounting import ApplicableTradeTax
from drafthorse.models.document import Document
from drafthorse.models.note import IncludedNote
from drafthorse.models.party import TaxRegistration, TradeParty
from drafthorse.models.payment import PaymentMeans, PaymentTerms
from drafthorse.models.tradelines import LineItem

from billing.entities.sellers import Seller
from billing.invoicing.bill_cards import BilledLine, CreditNoteCard, InvoiceCard
from kith.money import Money
from kith.wall import day_here

NORM = "urn:cen.eu:en16931:2017"
# What a paper is, by UNTDID 1001.
INVOICE, CREDIT_NOTE, DEBIT_NOTE = "380", "381", "383"
# Standard rate and zero rate, by UNTDID 5305; one piece, by UN/ECE 20.
STANDARD, ZERO, ONE = "S", "Z", "C62"
BASIS_POINTS = 100
# A SEPA credit transfer, by UNTDID 4461.
TRANSFER = "58"
# What each line of an address is called there; what is left over stands in the last.
ADDRESS = ("line_one", "line_two", "line_three")


@dataclass(frozen=True)
class Buyer:
    """Whom a paper is for: a person by their name, a company by what the law knows it by."""

    name: str
    address: tuple[str, ...] = ()
    # None said is the seller's: its tax was charged.
    country: str = ""
    tax_number: str = ""
    purchase_reference: str = ""


def invoice_document(card: InvoiceCard, *, buyer: Buyer | None = None) -> Document:
    """
    Return a bill, with the amounts its paper has.

    :raises Http404: it is older than what it would have to say of its seller
    """
    document = _document(card.number, INVOICE, card.issued_at)
    seller = _sold(document, card.seller, card.number)
    _bought(document, buyer or Buyer(card.contact_name or card.contact_email or "–"), seller)
    _bill(document, card.lines, paid=card.paid)
    if not any(line.period for line in card.lines):
        # As on the paper: what is paid before it is used is supplied on the day of the payment.
        document.trade.delivery.event.occurrence = day_here(card.paid_at or card.issued_at)
    if card.outstanding:
        terms = PaymentTerms()
        terms.due = card.due_on
        document.trade.settlement.terms.add(terms)
    if card.transfer:
        means = PaymentMeans()
        means.type_code = TRANSFER
        means.payee_account.iban = card.transfer.iban
        document.trade.settlement.payment_means.add(means)
        document.trade.settlement.payment_reference = card.transfer.reference
    return document


def credit_note_document(card: CreditNoteCard, *, buyer: Buyer | None = None) -> Document:
    """
    Return a credit note, or the debit note that takes one back; its money has moved already.

    :raises Http404: it is older than what it would have to say of its seller
    """
    kind = DEBIT_NOTE if card.takes_back else CREDIT_NOTE
    document = _document(card.number, kind, card.issued_at)
    seller = _sold(document, card.seller, card.number)
    _bought(document, buyer or Buyer(card.contact_name or card.contact_email or "–"), seller)
    _bill(document, card.lines, paid=_sum([line.gross for line in card.lines]))
    document.trade.delivery.event.occurrence = day_here(card.issued_at)
    corrected = document.trade.settlement.invoice_referenced_document
    corrected.issuer_assigned_id = card.invoice_number
    corrected.issue_date_time = day_here(card.invoice_issued_at)
    for words in filter(None, [card.reason, card.takes_back]):
        note = IncludedNote()
        note.content = words
        document.header.notes.add(note)
    return document


def xml_answer(*, name: str, document: Document) -> HttpResponse:
    """Return the document as a file to be kept; the tests hold every kind to its schema."""
    answer = HttpResponse(document.serialize(schema=None), content_type="application/xml")
    answer["Content-Disposition"] = f'attachment; filename="{name}.xml"'
    return answer


def _document(number: str, kind: str, at: datetime) -> Document:
    document = Document()
    document.context.guideline_parameter.id = NORM
    document.header.id = number
    document.header.type_code = kind
    document.header.issue_date_time = day_here(at)
    return document


def _sold(document: Document, seller: Seller | None, number: str) -> Seller:
    if seller is None:
        raise Http404(number)
    party = document.trade.agreement.seller
    party.name = seller.legal_name
    if seller.registration:
        party.description = seller.registration
    _live_at(party, seller.address, seller.country)
    _taxed_as(party, seller.tax_number)
    return seller


def _bought(document: Document, buyer: Buyer, seller: Seller) -> None:
    agreement = document.trade.agreement
    agreement.buyer.name = buyer.name
    _live_at(agreement.buyer, buyer.address, buyer.country or seller.country)
    if buyer.tax_number:
        _taxed_as(agreement.buyer, buyer.tax_number)
    if buyer.purchase_reference:
        agreement.buyer_order.issuer_assigned_id = buyer.purchase_reference


def _live_at(party: TradeParty, lines: Sequence[str], country: str) -> None:
    *first, last = ADDRESS
    for name, line in zip(first, lines, strict=False):
        setattr(party.address, name, line)
    if left := lines[len(first) :]:
        setattr(party.address, last, ", ".join(left))
    party.address.country_id = country


def _taxed_as(party: TradeParty, number: str) -> None:
    registration = TaxRegistration()
    # A number for VAT begins with its country; any other is a local one.
    registration.id = ("VA" if number[:2].isalpha() else "FC", number)
    party.tax_registrations.add(registration)


def _bill(document: Document, lines: Sequence[BilledLine], *, paid: Money) -> None:
    """Write the lines and their sums: those of the paper, added up as there."""
    settlement = document.trade.settlement
    settlement.currency_code = paid.currency
    for position, line in enumerate(lines, start=1):
        document.trade.items.add(_item(position, line))
    for rate in sorted({line.tax_basis_points for line in lines}):
        some = [line for line in lines if line.tax_basis_points == rate]
        tax = _sum([line.tax for line in some])
        settlement.trade_tax.add(_tax(rate, tax, _sum([line.gross for line in some]) - tax))
    gross, tax = _sum([line.gross for line in lines]), _sum([line.tax for line in lines])
    sums = settlement.monetary_summation
    sums.line_total = (gross - tax).to_decimal()
    sums.tax_basis_total = ((gross - tax).to_decimal(), None)
    sums.tax_total = (tax.to_decimal(), tax.currency)
    sums.grand_total = (gross.to_decimal(), None)
    sums.prepaid_total = paid.to_decimal()
    sums.due_amount = (gross - paid).to_decimal()
    periods = [line.period for line in lines if line.period]
    if periods:
        settlement.period.start = min(period.first_day for period in periods)
        settlement.period.end = max(period.last_day or period.first_day for period in periods)


def _item(position: int, line: BilledLine) -> LineItem:
    net = (line.gross - line.tax).to_decimal()
    item = LineItem()
    item.document.line_id = str(position)
    item.product.name = line.label
    item.agreement.net.amount = net
    item.delivery.billed_quantity = (1, ONE)
    item.settlement.trade_tax.type_code = "VAT"
    item.settlement.trade_tax.category_code = _category(line.tax_basis_points)
    item.settlement.trade_tax.rate_applicable_percent = _percent(line.tax_basis_points)
    item.settlement.monetary_summation.total_amount = net
    if line.period:
        item.settlement.period.start = line.period.first_day
        item.settlement.period.end = line.period.last_day or line.period.first_day
    return item


def _tax(rate: int, tax: Money, net: Money) -> ApplicableTradeTax:
    row = ApplicableTradeTax()
    row.calculated_amount = tax.to_decimal()
    row.type_code = "VAT"
    row.basis_amount = net.to_decimal()
    row.category_code = _category(rate)
    row.rate_applicable_percent = _percent(rate)
    return row


def _category(basis_points: int) -> str:
    return STANDARD if basis_points else ZERO


def _percent(basis_points: int) -> Decimal:
    return Decimal(basis_points) / BASIS_POINTS


def _sum(amounts: Sequence[Money]) -> Money:
    total = Money.zero(amounts[0].currency)
    for amount in amounts:
        total = total + amount
    return total
