"""What others may ask about who encouraged whom."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q

from ambassadors.referral.models import PaidCycle, Referral, ReferralCode, ReferralTerm
from kith.wall import public_side
from tenants.accounts import queries as accounts
from tenants.accounts.queries import PersonCard
from tenants.registry.queries import shops_owned_by, tenant_facts


@dataclass(frozen=True)
class Terms:
    paid_cycles: int
    correction_days: int
    sponsor_days: int


DEFAULT_TERMS = Terms(paid_cycles=2, correction_days=14, sponsor_days=365)


@dataclass(frozen=True)
class ReferralRow:
    """
    One referral as its referrer sees it: a first name, a state and the date of it.

    What a friend paid, and how often, is the friend's own.
    """

    id: int
    name: str
    initials: str
    state: str
    since: datetime
    reason: str

    @property
    def is_pending(self) -> bool:
        return self.state == "pending"

    @property
    def is_held(self) -> bool:
        return self.state == "held"


@dataclass(frozen=True)
class HeldReferral:
    id: int
    referrer_name: str
    referred_name: str
    reason: str
    held_at: datetime


def terms_at(*, at: datetime) -> Terms:
    """Return what a referral must show at that time."""
    row = ReferralTerm.objects.filter(starts_at__lte=at).order_by("-starts_at").first()
    if row is None:
        return DEFAULT_TERMS
    return Terms(row.paid_cycles, row.correction_days, row.sponsor_days)


def terms_in_order() -> list[tuple[datetime | None, Terms]]:
    """Return every version of the terms and from when it holds, the newest first."""
    rows = ReferralTerm.objects.order_by("-starts_at", "-pk")
    dated: list[tuple[datetime | None, Terms]] = [
        (row.starts_at, Terms(row.paid_cycles, row.correction_days, row.sponsor_days))
        for row in rows
    ]
    return [*dated, (None, DEFAULT_TERMS)]


@public_side
def counted_invoices(*, referred_id: UUID) -> list[UUID]:
    """Return the paid invoices by which a customer's referral may yet qualify."""
    cycles = PaidCycle.objects.filter(referral__referred_id=referred_id, refunded_at=None)
    return list(cycles.filter(referral__qualified_at=None).values_list("invoice_id", flat=True))


def counted_at(referral: Referral) -> datetime | None:
    """Return the first moment at which its customer was served and enough payments stood."""
    if referral.activated_at is None:
        return None
    # While it was held nothing counted.
    began_at = max(referral.activated_at, referral.released_at or referral.activated_at)
    cycles = list(referral.paid_cycles.order_by("paid_at", "pk"))
    for latest in cycles:
        moment = max(latest.paid_at, began_at)
        if sum(one.stands(at=moment) for one in cycles) >= terms_at(at=moment).paid_cycles:
            return moment
    return None


def short_since(referral: Referral) -> datetime | None:
    """Return when the latest refund left too few payments; None while there are enough."""
    cycles = list(referral.paid_cycles.all())
    refunds = [cycle.refunded_at for cycle in cycles if cycle.refunded_at]
    if not refunds:
        return None
    lost_at = max(refunds)
    standing = sum(cycle.refunded_at is None for cycle in cycles)
    return lost_at if standing < terms_at(at=lost_at).paid_cycles else None


@public_side
def find_encourager(*, text: str) -> list[PersonCard]:
    """Return who a handle or a referral code means; nobody is an empty list."""
    wanted = text.strip()
    if not wanted:
        return []
    if owner := owner_of_code(code=wanted):
        return [owner]
    return accounts.find_encourager(wanted)


@public_side
def owner_of_code(*, code: str) -> PersonCard | None:
    """Return whose code this is: codes are passed on, so unlike a phone they may be tried."""
    named = ReferralCode.objects.filter(code=code.strip().upper()).first()
    return accounts.person_card(named.person_id) if named else None


@public_side
def sponsor_of(*, person_id: UUID) -> UUID | None:
    """Return who encouraged a person, unless that is held."""
    return (
        Referral.objects.filter(referred_id=person_id, held_at__isnull=True)
        .values_list("referrer_id", flat=True)
        .first()
    )


@public_side
def sponsor_of_seller(*, tenant_id: UUID | str, at: datetime | None = None) -> UUID | None:
    """
    Return who encouraged the owner of a shop, for the sponsor's share.

    The share ends with the term the programme gives it, counted from the shop's start.
    """
    shop = tenant_facts(tenant_id=UUID(str(tenant_id)))
    if shop.owner_id is None:
        return None
    started_at = shop.live_at or shop.created_at
    if at and at >= started_at + timedelta(days=terms_at(at=at).sponsor_days):
        return None
    return sponsor_of(person_id=shop.owner_id)


@public_side
def sponsored_kinds(*, person_id: UUID, at: datetime) -> set[str]:
    """Return the kinds of the shops whose owner a person encouraged, within their first term."""
    brought = Referral.objects.filter(referrer_id=person_id, held_at__isnull=True)
    owners = list(brought.values_list("referred_id", flat=True))
    shops = shops_owned_by(person_ids=owners) if owners else []
    if not shops:
        return set()
    since = at - timedelta(days=terms_at(at=at).sponsor_days)
    return {shop.kind for shop in shops if (shop.live_at or shop.created_at) > since}


@public_side
def referrals_of(*, person_id: UUID) -> list[ReferralRow]:
    """Return whom a person encouraged and how far each has come, newest first."""
    rows = Referral.objects.filter(referrer_id=person_id).newest_first()
    cards = accounts.person_cards([row.referred_id for row in rows])
    return [_as_row(row, cards[row.referred_id]) for row in rows]


@public_side
def held_referrals() -> list[HeldReferral]:
    """Return what waits for a human, oldest first."""
    rows = list(Referral.objects.filter(held_at__isnull=False).order_by("held_at", "pk"))
    ids = {row.referrer_id for row in rows} | {row.referred_id for row in rows}
    cards = accounts.person_cards(ids)
    return [
        HeldReferral(
            id=row.pk,
            referrer_name=cards[row.referrer_id].name,
            referred_name=cards[row.referred_id].name,
            reason=row.why_held,
            held_at=row.held_at or row.claimed_at,
        )
        for row in rows
    ]


def _as_row(row: Referral, card: PersonCard) -> ReferralRow:
    state, since = "pending", row.claimed_at
    if row.held_at:
        state, since = "held", row.held_at
    elif row.qualified_at:
        state, since = "qualified", row.qualified_at
    return ReferralRow(
        id=row.pk,
        name=card.public_name,
        initials=card.initials,
        state=state,
        since=since,
        reason=row.why_held,
    )


@dataclass(frozen=True)
class ReferralCounts:
    qualified: int
    pending: int
    held: int

    @property
    def total(self) -> int:
        return self.qualified + self.pending + self.held


@public_side
def referral_counts(*, person_id: UUID) -> ReferralCounts:
    """Return how many friends a person encouraged, by how far they have come."""
    mine = Referral.objects.filter(referrer_id=person_id)
    counts = mine.aggregate(
        qualified=Count("pk", filter=Q(held_at=None, qualified_at__isnull=False)),
        pending=Count("pk", filter=Q(held_at=None, qualified_at=None)),
        held=Count("pk", filter=Q(held_at__isnull=False)),
    )
    return ReferralCounts(**counts)


@public_side
def held_count() -> int:
    """Return how many referrals wait for a human."""
    return Referral.objects.filter(held_at__isnull=False).count()
