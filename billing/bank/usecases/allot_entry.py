"""Decide what a part of an amount that came in is for."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.bank.models import Allotment, BankEntry
from billing.bank.queries import PROPOSED
from billing.bank.usecases.carry_out_allotment import carry_out_allotment
from billing.bank.usecases.name_bill import Wish, name_bill
from billing.bank.usecases.require_left import require_left
from billing.settlement.terms import four_eyes_limit
from kith.errors import KeyReused
from kith.proposals.models import Proposal
from kith.proposals.usecases.propose import propose
from kith.reasons import read_reason
from kith.wall import public_side


@public_side
@transaction.atomic
def allot_entry(
    *, entry_id: UUID, wish: Wish, reason: str, key: str, by: UUID, at: datetime
) -> Allotment | Proposal:
    """
    Give a part of an amount to a bill, back to its payer, or say it is none of ours.

    Above what one person may release, a second one agrees first. The same key changes nothing.

    :raises NoReason, ReasonTooLong: no reason is given, or one that would be cut
    :raises NotSoMuch: so much is not left, or not asked for
    :raises NoSuchBill: no bill of a standing shop has that number
    :raises WrongCurrency: the bill asks for another currency
    :raises KeyReused: the key asked for something else
    """
    said = read_reason(reason)
    entry = BankEntry.objects.locked().get(pk=entry_id)
    if known := Allotment.objects.filter(key=key).first():
        if (known.entry_id, known.kind, known.amount) != (entry.pk, wish.kind, wish.amount):
            raise KeyReused(f"{key} already decided something else")
        return known
    require_left(entry=entry, amount=wish.amount)
    if wish.kind == Allotment.BILL:
        name_bill(wish=wish)
    if wish.amount > four_eyes_limit(currency=entry.currency, at=at):
        return propose(
            kind=PROPOSED,
            subject=str(entry.pk),
            key=key,
            because=said,
            facts={"kind": wish.kind, "number": wish.number},
            amount=wish.amount,
            by=by,
            at=at,
        )
    return carry_out_allotment(
        entry=entry, wish=wish, reason=said, key=key, by=by, agreed_by=None, at=at
    )
