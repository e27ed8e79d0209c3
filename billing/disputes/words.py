"""What the processor says of a dispute, in people's words."""

from __future__ import annotations

from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from billing.disputes.models import Dispute
from kith.ui.shapes import Tagged

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


def state_of(dispute: Dispute, *, at: datetime) -> Tagged:
    """Return how a dispute stands, and whether its day has passed."""
    if dispute.is_overdue(at):
        return Tagged(_("Overdue"), "bad")
    words = {
        Dispute.NEEDS_RESPONSE: Tagged(_("Waits for our answer"), "warn"),
        Dispute.UNDER_REVIEW: Tagged(_("Their bank decides"), "info"),
        Dispute.WON: Tagged(_("Won"), "good"),
        Dispute.LOST: Tagged(_("Lost"), "bad"),
        Dispute.PREVENTED: Tagged(_("Prevented"), "plain"),
        Dispute.ASKED: Tagged(_("Their bank asks"), "warn"),
        Dispute.ASKED_ANSWERED: Tagged(_("Their bank reads our answer"), "info"),
        Dispute.ASKED_CLOSED: Tagged(_("Came to nothing"), "plain"),
    }
    return words[dispute.status]
