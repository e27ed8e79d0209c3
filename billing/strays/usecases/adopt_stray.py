"""Take a movement on the telco's side into the books."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_noop

from billing.settlement.usecases.adopt_overpayment_refund import adopt_overpayment_refund
from billing.settlement.usecases.adopt_reversal import adopt_reversal
from billing.settlement.usecases.adopt_transfer import adopt_transfer
from billing.settlement.usecases.return_overpayment import return_overpayment
from billing.strays.models import Stray
from billing.strays.purposes import OF_A_SHOP
from billing.strays.queries import is_its_turn
from billing.strays.usecases.refuse_stray import refuse_stray
from billing.strays.usecases.settle_stray import settle_stray
from kith.errors import DomainError, Unavailable
from kith.wall import public_side

# What was sent before it had its name says the older word.
OVERPAYMENTS = ("overpayment", "surplus")
NOT_OURS = gettext_noop("It does not say what it was for: set it aside, or undo it there.")


class OthersFirst(DomainError):
    """Something that moved before it is neither in the books nor set aside."""

    code = "stray.others_first"


@public_side
def adopt_stray(*, reference: str, at: datetime) -> Stray:
    """
    Adopt one movement, or write down why it does not fit; safe to repeat.

    Things are taken in as they happened: one after the other, whatever their kind. A payment and
    a refund whose shop is gone cancel each other out: the payment goes back. Call it outside a
    transaction.

    :raises OthersFirst: something that moved before it is not dealt with: try later
    :raises Unavailable: something it needs is away: try later
    """
    stray = Stray.objects.get(pk=reference)
    if not stray.is_under_way:
        return stray
    if not is_its_turn(reference=reference):
        raise OthersFirst(f"{stray} waits for what moved before it")
    try:
        outcome = _adopt(stray, at)
    except Unavailable:
        raise
    except DomainError as refusal:
        return refuse_stray(reference=reference, problem=str(refusal))
    if not outcome:
        return refuse_stray(reference=reference, problem=NOT_OURS)
    return settle_stray(reference=reference, outcome=outcome, at=at)


def _adopt(stray: Stray, at: datetime) -> str:
    """Adopt it and return how it ended; nothing where it does not say what it was for."""
    if stray.kind == Stray.TRANSFER:
        adopt_transfer(
            transfer_reference=stray.reference,
            amount_minor=stray.amount_minor,
            notes=stray.notes,
            by=stray.accepted_by,
            at=at,
        )
        return Stray.ADOPTED
    if stray.kind == Stray.REVERSAL:
        adopt_reversal(
            reversal_id=stray.reference,
            transfer_reference=stray.of,
            amount_minor=stray.amount_minor,
            notes=stray.notes,
            by=stray.accepted_by,
            at=at,
        )
        return Stray.ADOPTED
    kind = stray.purpose.partition(":")[0]
    if stray.kind == Stray.PAYMENT and kind in OF_A_SHOP:
        # Its shop does not exist any more: whoever paid gets it back.
        return_overpayment(payment_reference=stray.reference, tenant_id=None, at=at)
        return Stray.RETURNED
    if stray.kind == Stray.REFUND and kind in (*OF_A_SHOP, *OVERPAYMENTS):
        adopt_overpayment_refund(
            payment_reference=stray.of,
            refund_reference=stray.reference,
            amount=stray.amount,
            at=at,
        )
        return Stray.ADOPTED
    return ""
