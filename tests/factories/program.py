"""People on the ladder, and what they are measured by."""

from datetime import datetime, timedelta
from itertools import count
from uuid import UUID, uuid4

from ambassadors.program.models import CircleMeasure, PromotionCase, Standing, TierCode
from ambassadors.program.usecases.assess_everyone import assess_everyone
from ambassadors.program.usecases.publish_default_programme import publish_default_programme
from kith.wall import public_side
from tenants.accounts.models import Person
from tenants.accounts.usecases.register_person import register_person
from tests.clock import NOON
from tests.factories.referral import a_qualified_referral

_numbers = count(1)


@public_side
def a_person(*, name: str = "Nora Quist", joined_at: datetime = NOON, **more) -> Person:
    """Somebody with an account."""
    return register_person(
        email=more.pop("email", f"person{next(_numbers)}@example.org"),
        full_name=name,
        at=joined_at,
        **more,
    )


@public_side
def standing(person: Person, tier: str, *, since: datetime) -> Standing:
    """A step the person stands on."""
    Standing.objects.current().filter(person_id=person.pk).update(ends_at=since)
    return Standing.objects.create(person_id=person.pk, tier_code=tier, starts_at=since)


@public_side
def lines_of(
    person_id: UUID, *, tenant_id: UUID, active: int, served_90d: int = 0, served_12m: int = 0
) -> CircleMeasure:
    """What one shop counted of one person's lines."""
    served = max(active, served_90d)
    return CircleMeasure.objects.create(
        tenant_id=tenant_id,
        person_id=person_id,
        active_lines=active,
        lines_served_90d=served,
        lines_served_12m=max(served, served_12m),
        measured_at=NOON,
    )


@public_side
def a_future_reseller(*, tenant_id: UUID, name: str = "Rosa Lind", referrals: int = 15) -> Person:
    """An ambassador who meets all that a reseller must show."""
    publish_default_programme(at=NOON - timedelta(days=900))
    person = a_person(name=name, joined_at=NOON - timedelta(days=400))
    standing(person, TierCode.AMBASSADOR, since=NOON - timedelta(days=120))
    for number in range(referrals):
        friend = a_person(name=f"Friend {number}", joined_at=NOON - timedelta(days=200))
        a_qualified_referral(referrer=person, referred=friend, tenant_id=tenant_id)
        lines_of(friend.pk, tenant_id=tenant_id, active=1)
    return person


@public_side
def a_future_operator(*, tenant_id: UUID, name: str = "Otto Rehn", lines: int = 120) -> Person:
    """A reseller of this shop who meets all that an operator must show."""
    from tenants.registry.models import Tenant

    publish_default_programme(at=NOON - timedelta(days=900))
    person = a_person(name=name, joined_at=NOON - timedelta(days=900))
    Tenant.objects.filter(pk=tenant_id).update(owner_id=person.pk)
    standing(person, TierCode.RESELLER, since=NOON - timedelta(days=400))
    lines_of(uuid4(), tenant_id=tenant_id, active=lines)
    return person


@public_side
def the_case_of(person: Person) -> PromotionCase:
    """The case an assessment opens for somebody who qualifies."""
    assess_everyone(at=NOON, slot=f"test {next(_numbers)}")
    return PromotionCase.objects.get(person_id=person.pk)
