"""What the processor says of a dispute, in people's words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from billing.disputes.models import Dispute

REASONS: dict[str, Promise] = {
    "bank_cannot_process": gettext_lazy("Their bank could not book it"),
    "check_returned": gettext_lazy("The cheque came back"),
    "credit_not_processed": gettext_lazy("A refund did not arrive"),
    "customer_initiated": gettext_lazy("The customer asked their bank"),
    "debit_not_authorized": gettext_lazy("They did not allow the debit"),
    "duplicate": gettext_lazy("Charged twice"),
    "fraudulent": gettext_lazy("They say it was not them"),
    "general": gettext_lazy("No reason given"),
    "incorrect_account_details": gettext_lazy("The wrong account was charged"),
    "insufficient_funds": gettext_lazy("There was no money"),
    "noncompliant": gettext_lazy("A rule of the card network was broken"),
    "product_not_received": gettext_lazy("They got nothing"),
    "product_unacceptable": gettext_lazy("It was not as described"),
    "subscription_canceled": gettext_lazy("They had cancelled"),
    "unrecognized": gettext_lazy("They do not know the charge"),
}


def why(dispute: Dispute) -> str:
    """Return why a payer's bank disputes a payment."""
    return str(REASONS.get(dispute.reason, dispute.reason.replace("_", " ")))
