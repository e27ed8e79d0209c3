"""Agree to what somebody wants done with an amount above the limit, or turn it down."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.bank.models import Allotment, BankEntry
from billing.bank.queries import PROPOSED
from billing.bank.usecases.carry_out_allotment import carry_out_allotment
from billing.bank.usecases.name_bill import Wish
from kith.money import Money
from kith.proposals.usecases.decide import decide
from kith.wall import public_side


@public_side
@transaction.atomic
def decide_allotment(
    *, proposal_id: UUID, is_agreed: bool, by: UUID, at: datetime
) -> Allotment | None:
    """
    Decide; agreed to, it happens at once. Who asked takes it back: nothing has moved yet.

    :raises SamePerson: they asked for it themselves
    :raises AlreadyDecided: it was decided otherwise
    :raises NotSoMuch, NoSuchBill, WrongCurrency: it can no longer be done
    """
    found = decide(kind=PROPOSED, proposal_id=proposal_id, is_agreed=is_agreed, by=by, at=at)
    if found is None or not is_agreed or found.amount_minor is None:
        return None
    entry = BankEntry.objects.locked().get(pk=UUID(found.subject))
    return carry_out_allotment(
        entry=entry,
        wish=Wish(
            found.facts["kind"],
            Money(found.amount_minor, found.currency),
            found.facts["number"],
        ),
        reason=found.because,
        key=found.key,
        by=found.asked_by,
        agreed_by=by,
        at=at,
    )
