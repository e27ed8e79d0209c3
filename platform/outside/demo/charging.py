"""Which renewals a saved card paid, and which it was refused for a day or two ago."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from billing.invoicing.models import Charge, Invoice, SavedCard
from billing.invoicing.purposes import charge_purpose
from billing.invoicing.retries import RETRY_DAYS
from billing.invoicing.usecases.decline_charge import decline_charge
from billing.invoicing.usecases.schedule_charge import schedule_charge
from kith.derived import derived_uuid

CHARGED_AFTER = timedelta(seconds=12)
# Of those whose next try is still to come, so that the demo shows one in the making.
REFUSED_SHARE = 0.15
STILL_TO_COME = timedelta(days=RETRY_DAYS[0], hours=-2)


def is_refused(invoice: Invoice, *, until: datetime) -> bool:
    """Say whether the card was refused for this renewal; its next try is then still to come."""
    is_fresh = until - invoice.issued_at < STILL_TO_COME
    return is_fresh and Random(invoice.number).random() < REFUSED_SHARE


def note_paid(paid: Sequence[tuple[datetime, Invoice, SavedCard, str]]) -> None:
    """Write down the charges that paid renewals, with the payment each became."""
    charges = []
    for at, invoice, card, payment in paid:
        purpose = charge_purpose(invoice)
        key = f"{purpose}:1"
        charges.append(
            Charge(
                uuid=derived_uuid(key),
                invoice=invoice,
                turn=1,
                card=card,
                amount_minor=invoice.total_minor,
                currency=invoice.currency,
                purpose=purpose,
                idem_key=key,
                state=Charge.PAID,
                frozen_at=invoice.issued_at,
                first_sent_at=at,
                attempts=1,
                payment_intent=payment,
                ended_at=at,
            )
        )
    Charge.objects.bulk_create(charges)


def note_refused(refused: Sequence[Invoice]) -> None:
    """Let cards be refused for these bills; the worker tries them again on their day."""
    for invoice in refused:
        charge = schedule_charge(invoice_id=invoice.pk, turn=1, at=invoice.issued_at)
        if charge is not None:
            at = invoice.issued_at + CHARGED_AFTER
            decline_charge(charge_id=charge.pk, reason="insufficient_funds", at=at)
