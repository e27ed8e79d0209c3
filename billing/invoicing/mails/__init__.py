"""What is told of bills, by mail."""

from billing.invoicing.mails.of_dunning import (
    DunningMail,
    LineWillBeBlockedMail,
    LineWillEndMail,
    ReminderMail,
)
from billing.invoicing.mails.of_upgrades import UpgradeUndoneMail
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
    "DunningMail",
    "LineWillBeBlockedMail",
    "LineWillEndMail",
    "ReceiptMail",
    "RefundDecidedMail",
    "RefundMail",
    "RefundUndoneMail",
    "ReminderMail",
    "RenewalAheadMail",
    "SellersRefundUndoneMail",
    "UpgradeUndoneMail",
    "WithdrawnMail",
]
