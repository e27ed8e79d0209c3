"""Who reads what is written of a bill."""

from __future__ import annotations

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
