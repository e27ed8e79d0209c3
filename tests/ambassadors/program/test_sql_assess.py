"""One statement for everyone says what a loop over everyone would say."""

import random
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from ambassadors.program.models import (
    CircleMeasure,
    Criterion,
    PromotionCase,
    Standing,
    TierCode,
)
from ambassadors.program.queries import path_of, programme_at
from ambassadors.program.sql_assess import FEWEST_LINES_FOR_A_RATE
from ambassadors.program.usecases.assess_everyone import assess_everyone
from ambassadors.program.usecases.publish_default_programme import publish_default_programme
from ambassadors.referral.models import Referral
from tenants.accounts.models import Person
from tenants.registry.models import Tenant
from tests.clock import NOON

PEOPLE = 60
NEXT = {"customer": "ambassador", "ambassador": "reseller", "reseller": "operator"}


def a_small_network(seed: int, tenants: list[UUID]) -> None:
    """Write people, standings, referrals and counts at random, near the thresholds."""
    dice = random.Random(seed)
    people = [a_plain_person(dice, number) for number in range(PEOPLE)]
    Standing.objects.bulk_create(
        Standing(
            person_id=person.pk,
            tier_code=dice.choice(TierCode.values),
            starts_at=NOON - timedelta(days=dice.choice([10, 89, 90, 120, 364, 365, 500])),
        )
        for person in people
        if dice.random() < 0.7
    )
    for person in people:
        referrer = dice.choice(people[:4])
        if referrer != person and dice.random() < 0.9:
            a_random_referral(dice, referrer, person)
    for tenant_id in tenants:
        owner = dice.choice(people)
        Tenant.objects.filter(pk=tenant_id).update(owner_id=owner.pk)
        CircleMeasure.objects.bulk_create(
            a_random_count(dice, tenant_id, person) for person in people if dice.random() < 0.6
        )


def a_plain_person(dice: random.Random, number: int) -> Person:
    handle = f"p{number}-{uuid4().hex[:6]}"
    return Person.objects.create(
        email=f"{handle}@example.org",
        full_name=handle,
        handle=handle,
        handle_shape=handle,
        is_active=dice.random() < 0.95,
        created_at=NOON
        - timedelta(days=dice.choice([1, 89, 90, 91, 800]), hours=dice.randint(0, 23)),
    )


def a_random_referral(dice: random.Random, referrer: Person, referred: Person) -> None:
    is_qualified, is_held = dice.random() < 0.8, dice.random() < 0.1
    Referral.objects.create(
        referrer_id=referrer.pk,
        referred_id=referred.pk,
        claimed_at=NOON - timedelta(days=50),
        named_at=NOON - timedelta(days=50),
        activated_at=NOON - timedelta(days=49),
        qualified_at=NOON - timedelta(days=5) if is_qualified else None,
        held_at=NOON if is_held else None,
        hold_reason="same mailbox" if is_held else "",
    )


def a_random_count(dice: random.Random, tenant_id: UUID, person: Person) -> CircleMeasure:
    active = dice.choice([0, 1, 1, 1, 2, 4, 6])
    served = active + dice.choice([0, 0, 0, 0, 1])
    return CircleMeasure(
        tenant_id=tenant_id,
        person_id=person.pk,
        active_lines=active,
        lines_served_90d=served,
        lines_served_12m=served + dice.choice([0, 0, 1]),
        measured_at=NOON,
    )


def measures_of(person: Person, at: datetime) -> dict[str, int]:
    """Measure one person the slow way, as the rules read."""
    counts = list(CircleMeasure.objects.all())
    standing = Standing.objects.current().filter(person_id=person.pk).first()
    mine = list(Referral.objects.filter(referrer_id=person.pk, held_at=None))
    shops = set(Tenant.objects.filter(owner_id=person.pk).values_list("pk", flat=True))
    of_shop = [c for c in counts if c.tenant_id in shops and c.person_id != person.pk]
    referred = {row.referred_id for row in mine}
    weighed = of_shop or [c for c in counts if c.person_id in referred]
    active = sum(c.active_lines for c in weighed)

    def share(served: int) -> int:
        return active * 100 // served if served >= FEWEST_LINES_FOR_A_RATE else 0

    return {
        "account_days": (at - person.created_at).days,
        "tier_days": (at - (standing.starts_at if standing else person.created_at)).days,
        "own_lines": sum(c.active_lines for c in counts if c.person_id == person.pk),
        "qualified_referrals": sum(row.qualified_at is not None for row in mine),
        "active_lines": active,
        "retention_90d": share(sum(c.lines_served_90d for c in weighed)),
        "retention_12m": share(sum(c.lines_served_12m for c in weighed)),
    }


def next_tier_of(person: Person) -> str | None:
    standing = Standing.objects.current().filter(person_id=person.pk).first()
    return NEXT.get(standing.tier_code if standing else "customer")


@pytest.mark.parametrize("seed", range(6))
def test_the_statement_and_the_loop_agree(public, home, globex, seed):
    publish_default_programme(at=NOON - timedelta(days=900))
    # Low bars, so that every step has some who pass and some who just do not.
    Criterion.objects.filter(code="active_lines").update(threshold=20)
    Criterion.objects.filter(code="qualified_referrals").update(threshold=8)
    a_small_network(seed, [home.uuid, globex.uuid])
    asked = {
        (row.tier.code, row.code): row.threshold
        for row in Criterion.objects.filter(tier__programme=programme_at(at=NOON))
    }
    expected = {}
    for person in Person.objects.filter(is_active=True):
        tier, values = next_tier_of(person), measures_of(person, NOON)
        bars = {code: bar for (step, code), bar in asked.items() if step == tier}
        if bars and all(values[code] >= bar for code, bar in bars.items()):
            expected[person.pk] = (tier, {code: values[code] for code in bars})

    for person in Person.objects.filter(is_active=True)[:10]:
        values = measures_of(person, NOON)
        for row in path_of(person_id=person.pk, at=NOON).criteria:
            assert row.value == values[row.code], row.code
    assess_everyone(at=NOON, slot=f"seed {seed}")

    opened = {
        case.person_id: (case.to_tier, dict(case.criteria.values_list("code", "value")))
        for case in PromotionCase.objects.all()
    }
    assert opened == expected
