"""What is told of bills, by mail."""

from billing.invoicing.mails.to_leavers import WithdrawnMail
from billing.invoicing.mails.to_payers import (
    BillIssuedMail,
    CardNotSavedMail,
    CardRefusedMail,
    ReceiptMail,
    RefundMail,
    RefundUndoneMail,
    RenewalAheadMail,
)
from billing.invoicing.mails.to_the_house import (
    BooksOffMail,
    DisputeMail,
    RefundDecidedMail,
    SellersRefundUndoneMail,
)

__all__ = [
    "BillIssuedMail",
    "BooksOffMail",
    "CardNotSavedMail",
    "CardRefusedMail",
    "DisputeMail",
    "ReceiptMail",
    "RefundDecidedMail",
    "RefundMail",
    "RefundUndoneMail",
    "RenewalAheadMail",
    "SellersRefundUndoneMail",
    "WithdrawnMail",
]
