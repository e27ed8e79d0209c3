"""Book a payment that nothing asks for as money to give back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop

from billing.gateway import PaymentAnswer, gateway
from billing.ledger.queries import known_references
from billing.ledger.usecases.post_journal import post_journal
from billing.ledger.usecases.post_journals import Leg
from billing.settlement.models import Overpayment
from kith.derived import derived_uuid
from kith.errors import DomainError
from kith.wall import public_side


class PaymentAskedFor(DomainError):
    """The payment stands in the books already: something asks for it, and it is not given back."""

    code = "overpayment.payment_asked_for"


@public_side
def freeze_overpayment(
    *, payment_reference: str, tenant_id: UUID | None, at: datetime
) -> Overpayment:
    """
    Return the row of a payment that goes back, asking the processor for it the first time.

    Call it outside a transaction.

    :raises PaymentAskedFor: it stands in the books already, for something else
    :raises GatewayRefused: the processor knows no such payment
    :raises Unavailable: nothing was asked, or learnt: try later
    """
    known = Overpayment.objects.filter(payment_reference=payment_reference).first()
    return known or _freeze(gateway().retrieve_payment(payment_reference), tenant_id, at)


@transaction.atomic
def _freeze(paid: PaymentAnswer, tenant_id: UUID | None, at: datetime) -> Overpayment:
    if known_references(references=[paid.id]):
        if known := Overpayment.objects.filter(payment_reference=paid.id).first():
            return known
        raise PaymentAskedFor(
            gettext_noop("The payment is in the books already: nothing of it is to be given back.")
        )
    purpose = f"overpayment:{paid.id}"
    overpayment = Overpayment(
        uuid=derived_uuid(purpose),
        purpose=purpose,
        idem_key=f"{purpose}:1",
        payment_reference=paid.id,
        tenant_id=tenant_id,
        amount_minor=paid.amount.minor,
        currency=paid.amount.currency,
        found_at=at,
    )
    Overpayment.objects.bulk_create([overpayment], ignore_conflicts=True)
    # It is with us until it is back.
    post_journal(
        key=f"overpayment:{paid.id}:received",
        kind="overpayment",
        postings=[Leg("cash:stripe", paid.amount), Leg("refunds:due", -paid.amount)],
        effective_at=at,
        reference=paid.id,
    )
    return overpayment
