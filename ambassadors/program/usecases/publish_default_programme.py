"""Write the programme a new network starts with."""

from datetime import datetime

from django.db import transaction

from ambassadors.program.models import Criterion, Measure, Programme, Tier, TierCode

# Each step: how many sign, and what it asks, in the order people read it.
LADDER: list[tuple[TierCode, int, dict[Measure, int]]] = [
    (TierCode.CUSTOMER, 0, {}),
    (
        TierCode.AMBASSADOR,
        0,
        {Measure.OWN_LINES: 1, Measure.ACCOUNT_DAYS: 90, Measure.QUALIFIED_REFERRALS: 3},
    ),
    (
        TierCode.RESELLER,
        1,
        {
            Measure.TIER_DAYS: 90,
            Measure.QUALIFIED_REFERRALS: 15,
            Measure.ACTIVE_LINES: 15,
            Measure.RETENTION_90D: 80,
        },
    ),
    (
        TierCode.OPERATOR,
        2,
        {Measure.TIER_DAYS: 365, Measure.ACTIVE_LINES: 100, Measure.RETENTION_12M: 85},
    ),
]


@transaction.atomic
def publish_default_programme(*, at: datetime) -> Programme:
    """Return the first version of the programme, written at the first call."""
    programme, is_new = Programme.objects.get_or_create(
        version=1,
        defaults={"starts_at": at, "published_at": at, "note": "The programme we start with"},
    )
    if not is_new:
        return programme
    for position, (code, signatures, asks) in enumerate(LADDER):
        tier = Tier.objects.create(
            programme=programme, code=code, position=position, signatures_needed=signatures
        )
        Criterion.objects.bulk_create(
            Criterion(tier=tier, code=measure, threshold=threshold, position=place)
            for place, (measure, threshold) in enumerate(asks.items())
        )
    return programme
