"""Who reads what is written of a bill, and how they may pay it."""

from __future__ import annotations

from billing.entities.payment_references import by_transfer
from billing.entities.sellers import Seller
from billing.invoicing.models import Invoice
from kith.mail import Reader
from tenants.accounts.readers import reader_of


def payer_of(invoice: Invoice) -> Reader | None:
    """
    Return whom a bill is for: its person at the address they use today, else whom it names.

    None where it names nobody.
    """
    if invoice.person_id:
        return reader_of(person_id=invoice.person_id)
    if invoice.contact_email:
        return Reader(invoice.contact_email, invoice.contact_name)
    return None


def transfer_words(invoice: Invoice) -> dict[str, str]:
    """Return what a letter says of paying by transfer; empty words where that is not done."""
    paid = by_transfer(number=invoice.number, seller=Seller.kept_as(invoice.seller))
    if paid is None:
        return {"iban": "", "reference": ""}
    return {"iban": paid.shown_iban, "reference": paid.shown_reference}
