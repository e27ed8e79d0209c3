"""Take the way back of a payment that nothing asks for into the books."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_noop

from billing.gateway import gateway
from billing.settlement.models import Overpayment
from billing.settlement.usecases.freeze_overpayment import freeze_overpayment
from billing.settlement.usecases.return_overpayment import ReturningOverpayment
from kith.errors import DomainError
from kith.money import Money
from kith.transmission.outcomes import Outcome
from kith.wall import public_side


class OnlyAPart(DomainError):
    """A payment that nothing asks for goes back whole, and this is a part of it."""

    code = "overpayment.only_a_part"


@public_side
def adopt_overpayment_refund(
    *, payment_reference: str, refund_reference: str, amount: Money, at: datetime
) -> Overpayment:
    """
    Book a payment of nobody's and the refund that gave it back; twice changes nothing.

    Call it outside a transaction: it asks the processor.

    :raises OnlyAPart: it gave back less than was paid
    :raises PaymentAskedFor: the payment is in the books, for something else
    :raises GatewayRefused: the processor knows no such payment
    :raises Unavailable: nothing was asked, or learnt: try later
    """
    # Before anything is booked: a payment that stays in part is nobody's money to give back.
    if gateway().retrieve_payment(payment_reference).amount != amount:
        raise OnlyAPart(gettext_noop("It gave back only a part of what was paid: set it aside."))
    overpayment = freeze_overpayment(payment_reference=payment_reference, tenant_id=None, at=at)
    ReturningOverpayment().succeed(overpayment, Outcome("done", refund_reference), at=at)
    return Overpayment.objects.get(pk=overpayment.pk)
