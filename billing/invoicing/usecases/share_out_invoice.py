"""Share one paid invoice out."""

from uuid import UUID

from billing.invoicing.usecases.share_out import share_out


def share_out_invoice(*, invoice_id: UUID) -> None:
    """
    Give each party its part of one paid invoice; twice changes nothing.

    :raises NotPaidYet: the invoice is not paid in full
    """
    share_out(invoice_ids=[invoice_id])
