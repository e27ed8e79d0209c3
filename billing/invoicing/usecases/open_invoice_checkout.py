"""Lead a customer to the hosted payment page of an open invoice."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from billing.invoicing.hosted_pages import AlreadyPaid, Payable, open_page
from billing.invoicing.models import Invoice


def open_invoice_checkout(
    *, invoice_id: UUID, return_url: str, cancel_url: str, at: datetime
) -> str:
    """
    Return the address where an invoice is paid; a second click gets the same one.

    :raises AlreadyPaid: nothing is outstanding
    """
    invoice = Invoice.objects.get(pk=invoice_id)
    if not invoice.outstanding:
        raise AlreadyPaid(_("Invoice %(number)s is paid already") % {"number": invoice.number})
    payable = Payable(
        amount=invoice.outstanding,
        label=str(invoice),
        reference=invoice.number,
        customer_email=invoice.contact_email,
        invoice_id=invoice.pk,
    )
    return open_page(payable=payable, return_url=return_url, cancel_url=cancel_url, at=at)
