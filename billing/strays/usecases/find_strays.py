"""Look for what moved at the processor and does not stand in the books."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from billing.gateway import Moved, gateway
from billing.ledger.queries import known_references, newest_reference_at
from billing.settlement.queries.payments import is_in_doubt
from billing.settlement.usecases.trace_payment import trace_payment
from billing.strays.letters import wake_the_next
from billing.strays.models import Stray
from billing.strays.purposes import epoch_of, shop_of
from billing.strays.questions import was_sent
from kith.fence.models import Installation
from kith.fence.questions import Seen
from kith.wall import in_tenant, public_side
from tenants.registry.queries import standing_tenant

# The processor's clock may run beside ours, and so may whoever wrote the books.
OVERLAP = timedelta(hours=2)
# A house without any past looks so far back.
FIRST_LOOK = timedelta(days=35)
# What nobody of us sent is booked by its event within this time, or by nobody.
UNMARKED_GRACE = timedelta(hours=1)
# What shops send by rows of their own; their payment pages stand on the public map.
SENT_BY_SHOPS = ("charge:", "refund:")


@public_side
def find_strays(*, since: datetime | None, at: datetime) -> Seen:
    """
    Keep each movement since a moment that the books do not know; say how many are left.

    What a row of ours may have sent is no stray: it is looked for by whoever carries that.
    Call it outside a transaction: it asks the processor.

    :raises GatewayBusy: nothing was read: try later
    :raises GatewayUncertain: nothing was read: try later
    """
    begin = min(filter(None, (since, newest_reference_at())), default=at - FIRST_LOOK) - OVERLAP
    moved = gateway().moved_since(since=begin)
    strange = [one for one in _unknown(moved) if not _is_too_fresh(one, at)]
    # Once more: what ended while its row was looked for stands in the books now.
    strays = _unknown([one for one in strange if not _may_be_ours(one)])
    with transaction.atomic():
        _keep(strays, at)
        _close_known(at)
    mine = Installation.objects.values_list("epoch", flat=True).first() or 0
    return Seen(
        unknown=Stray.objects.open().count(),
        newest_epoch=max((epoch_of(one.notes, mine=mine) for one in moved), default=0),
    )


def _may_be_ours(one: Moved) -> bool:
    """Say whether a row of ours was sent for this, so that it will be found by itself."""
    purpose = one.notes.get("purpose", "")
    if purpose.startswith(SENT_BY_SHOPS) and (shop := shop_of(purpose)):
        tenant = standing_tenant(tenant_id=shop)
        if tenant is None:
            return False
        with in_tenant(tenant):
            return was_sent(purpose=purpose)
    if one.kind == Stray.PAYMENT:
        # Not what it was for: the very page or charge it was made on, whose news will come.
        return trace_payment(payment_intent=one.reference) is not None
    return bool(purpose) and is_in_doubt(kind=one.kind, notes=one.notes)


def _unknown(moved: Sequence[Moved]) -> list[Moved]:
    known = known_references(references=[one.reference for one in moved])
    return [one for one in moved if one.reference not in known]


def _is_too_fresh(one: Moved, at: datetime) -> bool:
    return "purpose" not in one.notes and at - one.made_at < UNMARKED_GRACE


def _keep(strays: Sequence[Moved], at: datetime) -> None:
    Stray.objects.bulk_create(
        [
            Stray(
                reference=one.reference,
                kind=one.kind,
                amount_minor=one.amount.minor,
                currency=one.amount.currency,
                made_at=one.made_at,
                notes=dict(one.notes),
                of=one.of,
                account=one.account,
                found_at=at,
            )
            for one in strays
        ],
        ignore_conflicts=True,
    )


def _close_known(at: datetime) -> None:
    """What the books learnt of meanwhile is strange no more."""
    left = list(Stray.objects.open().locked().values_list("reference", flat=True))
    known = known_references(references=left)
    if Stray.objects.filter(pk__in=known).update(settled_at=at, outcome=Stray.KNOWN):
        wake_the_next(after=f"look:{at.isoformat()}")
