"""Set down that an open invoice is charged to its owner's saved card."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.invoicing.events import ChargeFrozen
from billing.invoicing.models import Charge, Invoice
from billing.invoicing.purposes import charge_purpose
from billing.invoicing.queries import saved_card_of
from kith.derived import derived_uuid
from kith.outbox import publish


@transaction.atomic
def schedule_charge(*, invoice_id: UUID, turn: int, at: datetime) -> Charge | None:
    """
    Freeze one turn's charge, amount and card and key; a worker sends it. Twice changes nothing.

    None where nothing is to be charged: the invoice is paid or written off, or no card was ever
    kept for it.
    """
    invoice = Invoice.objects.locked().get(pk=invoice_id)
    if known := invoice.charges.filter(turn=turn).first():
        return known
    card = saved_card_of(person_id=invoice.person_id) if invoice.person_id else None
    # Once a schedule runs, a card that was removed counts as a refusal.
    if not invoice.is_owed or (card is None and turn == 1):
        return None
    purpose = charge_purpose(invoice)
    key = f"{purpose}:{turn}"
    charge = Charge.objects.create(
        uuid=derived_uuid(key),
        invoice=invoice,
        turn=turn,
        card=card,
        amount_minor=invoice.outstanding.minor,
        currency=invoice.currency,
        purpose=purpose,
        idem_key=key,
        frozen_at=at,
    )
    publish(ChargeFrozen(charge_id=charge.pk), key=str(charge.pk))
    return charge
