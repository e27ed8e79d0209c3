"""Charge a kept card for one frozen charge, once whatever breaks on the way."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.invoicing.charging import claimed, transmit
from billing.invoicing.models import Charge, Invoice


def send_charge(*, charge_id: UUID, at: datetime) -> Charge:
    """
    Send one charge and write down how it ended; safe to repeat, in parallel, after any crash.

    `sending` is committed before the call. A certain success settles the invoice, a certain
    refusal of the card starts or continues the schedule, anything else leaves the charge
    `unknown` for `settle_unknown_charge`. An invoice that was paid meanwhile is not charged.
    Call it outside a transaction.

    :raises GatewayRefused: the request itself was wrong: nothing happened, a person has to look
    """
    charge = _claim(charge_id, at)
    if charge is None:
        return Charge.objects.get(pk=charge_id)
    return transmit(charge, at=at)


@transaction.atomic
def _claim(charge_id: UUID, at: datetime) -> Charge | None:
    """Commit `sending` before anything leaves; None when there is nothing to send now."""
    invoice_id = Charge.objects.values_list("invoice_id", flat=True).get(pk=charge_id)
    invoice = Invoice.objects.locked().get(pk=invoice_id)
    charge = Charge.objects.locked().select_related("card", "invoice").get(pk=charge_id)
    if charge.state != Charge.FROZEN or (charge.wait_until and charge.wait_until > at):
        return None
    if not invoice.outstanding:
        charge.drop(at=at)
        return None
    return claimed(charge, at)
