"""Who is paid: whether money reaches them, and how they chose to be settled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import (
    QuerySet,
)

from billing.settlement.models import (
    Accrual,
    NettingConsent,
    Payee,
)
from billing.settlement.words import needs_of, why_bounced, why_closed
from kith.wall import public_side


@dataclass(frozen=True)
class PayeeCard:
    """Whether a party can be paid."""

    uuid: UUID
    name: str
    has_account: bool
    is_ready: bool
    is_blocked: bool
    block_reason: str
    # Why money cannot reach it, and what it has to show, in the reader's language.
    closure: str
    bounce: str
    needs: tuple[str, ...]


@public_side
def is_payee(*, party_kind: str, party_ref: UUID) -> bool:
    """Return whether a party ever earned, or asked to be paid."""
    return Payee.objects.filter(party_kind=party_kind, party_ref=party_ref).exists()


@public_side
def payee_card(*, party_kind: str, party_ref: UUID) -> PayeeCard | None:
    """Return whether a party can be paid; None before it ever earned or asked."""
    row = Payee.objects.filter(party_kind=party_kind, party_ref=party_ref).first()
    if row is None:
        return None
    return PayeeCard(
        uuid=row.pk,
        name=row.display_name,
        has_account=row.stripe_account is not None,
        is_ready=row.is_reachable,
        is_blocked=row.blocked_at is not None,
        block_reason=row.block_reason,
        closure=why_closed(row),
        bounce=why_bounced(row),
        needs=tuple(needs_of(row)),
    )


def payees(*, text: str = "") -> QuerySet[Payee]:
    """Select payees by name, all or those the text is in."""
    return Payee.objects.filter(display_name__has=text).order_by("display_name", "pk")


@public_side
def shops_of(*, party_kind: str, party_ref: UUID) -> list[UUID]:
    """Return every shop a party ever earned at."""
    mine = Accrual.objects.filter(payee__party_kind=party_kind, payee__party_ref=party_ref)
    return list(mine.order_by("tenant_id").values_list("tenant_id", flat=True).distinct())


@public_side
def netting_choice(*, party_kind: str, party_ref: UUID, at: datetime) -> NettingConsent | None:
    """Return a party's last word on settling its shops together; none where it said nothing."""
    said = NettingConsent.objects.at(at)
    return said.filter(payee__party_kind=party_kind, payee__party_ref=party_ref).first()
