"""Write down who bears what a bank took for good."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from billing.disputes.models import Dispute
from billing.disputes.queries import HELD
from billing.ledger.usecases.post_journal import post_journal
from billing.ledger.usecases.post_journals import Leg
from kith.money import Money
from kith.wall import public_side


@public_side
@transaction.atomic
def settle_dispute(*, dispute_id: str, taken_minor: int, at: datetime) -> Dispute:
    """
    Note how much of a dispute its parties gave back; what is gone beyond that stays with us.

    Called again with the present sum it mends what was written before, also after a bank thought
    again; the same sum changes nothing.
    """
    dispute = Dispute.objects.locked().get(pk=dispute_id)
    absorbed = dispute.lost_minor - taken_minor
    more = Money(absorbed - dispute.absorbed_minor, dispute.currency)
    if more:
        post_journal(
            key=f"dispute:{dispute.pk}:absorbed:{dispute.settle_count}",
            kind="dispute_absorbed",
            postings=[Leg("expense:disputes", more), Leg(HELD, -more)],
            effective_at=at,
            memo=f"payment {dispute.payment_reference}",
        )
        dispute.settle_count += 1
    dispute.taken_minor, dispute.absorbed_minor = taken_minor, absorbed
    dispute.save(update_fields=["taken_minor", "absorbed_minor", "settle_count"])
    return dispute
