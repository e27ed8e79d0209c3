"""Accrue to each party its part of one paid invoice."""

from uuid import UUID

from billing.invoicing.usecases.accrue_invoices import accrue_invoices


def accrue_invoice(*, invoice_id: UUID) -> None:
    """
    Give each party its part of one paid invoice; twice changes nothing.

    :raises NotPaidYet: the invoice is not paid in full
    """
    accrue_invoices(invoice_ids=[invoice_id])
