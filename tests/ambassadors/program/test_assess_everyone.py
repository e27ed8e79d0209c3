"""The nightly assessment opens a case for whoever meets the next step, once."""

from datetime import timedelta
from uuid import uuid4

from ambassadors.program.models import PromotionCase, Standing, TierCode
from ambassadors.program.queries import standing_of
from ambassadors.program.usecases.assess_everyone import assess_everyone
from ambassadors.program.usecases.publish_default_programme import publish_default_programme
from tenants.accounts.queries import roles_of
from tests.clock import NOON
from tests.factories.program import a_future_reseller, a_person, lines_of, the_case_of
from tests.factories.referral import a_qualified_referral, a_referral


def test_whoever_meets_every_criterion_gets_a_case_with_its_evidence(public, home):
    rosa = a_future_reseller(tenant_id=home.uuid)

    case = the_case_of(rosa)

    assert (case.from_tier, case.to_tier, case.signatures_needed) == ("ambassador", "reseller", 1)
    weighed = {row.code: (row.value, row.threshold, row.is_met) for row in case.criteria.all()}
    assert weighed == {
        "tier_days": (120, 90, True),
        "qualified_referrals": (15, 15, True),
        "active_lines": (15, 15, True),
        "retention_90d": (100, 80, True),
    }
    evidence = {row.code: row.evidence for row in case.criteria.all()}
    assert len(evidence["qualified_referrals"]["referrals"]) == 15
    assert evidence["active_lines"]["counts"][0]["tenant"] == str(home.uuid)
    assert evidence["active_lines"]["counts"][0]["active"] == 15


def test_the_same_slot_again_returns_the_first_run(public, home):
    a_future_reseller(tenant_id=home.uuid)
    first = assess_everyone(at=NOON, slot="2026-03-01")

    again = assess_everyone(at=NOON + timedelta(days=1), slot="2026-03-01")

    assert (again.pk, again.started_at, again.opened_count) == (first.pk, NOON, 1)


def test_a_second_night_opens_no_second_case(public, home):
    rosa = a_future_reseller(tenant_id=home.uuid)
    assess_everyone(at=NOON, slot="one")

    assert assess_everyone(at=NOON + timedelta(days=1), slot="two").opened_count == 0
    assert PromotionCase.objects.filter(person_id=rosa.pk).count() == 1


def test_one_criterion_short_opens_nothing(public, home):
    rosa = a_future_reseller(tenant_id=home.uuid, referrals=14)

    assert assess_everyone(at=NOON, slot="short").opened_count == 0
    assert standing_of(person_id=rosa.pk) == TierCode.AMBASSADOR


def test_a_held_referral_does_not_count(public, home):
    rosa = a_future_reseller(tenant_id=home.uuid, referrals=14)
    friend = a_person(name="Doubtful")
    held = a_qualified_referral(referrer=rosa, referred=friend)
    held.held_at, held.hold_reason = NOON, "same mailbox"
    held.save()

    assert assess_everyone(at=NOON, slot="held").opened_count == 0


def test_a_step_without_signatures_is_taken_at_once(public, home):
    publish_default_programme(at=NOON - timedelta(days=900))
    ines = a_person(name="Ines Vale", joined_at=NOON - timedelta(days=90))
    lines_of(ines.pk, tenant_id=home.uuid, active=1)
    for number in range(3):
        a_qualified_referral(referrer=ines, referred=a_person(name=f"Friend {number}"))

    assess_everyone(at=NOON, slot="first step")

    case = PromotionCase.objects.get(person_id=ines.pk)
    assert (case.outcome, case.decided_at, case.carried_out_at) == ("approved", NOON, NOON)
    assert Standing.objects.current().get(person_id=ines.pk).tier_code == TierCode.AMBASSADOR
    assert "ambassador" in roles_of(ines.pk)


def test_nobody_is_assessed_before_the_day_a_refusal_named(public, home):
    rosa = a_future_reseller(tenant_id=home.uuid)
    case = the_case_of(rosa)
    case.decide(outcome="declined", at=NOON)
    case.retry_on = (NOON + timedelta(days=30)).date()
    case.save()

    early = assess_everyone(at=NOON + timedelta(days=29), slot="early")
    due = assess_everyone(at=NOON + timedelta(days=30), slot="due")

    assert (early.opened_count, due.opened_count) == (0, 1)


def test_a_share_of_too_few_lines_counts_as_nothing(public, home):
    publish_default_programme(at=NOON - timedelta(days=900))
    rosa = a_future_reseller(tenant_id=home.uuid, referrals=9)

    from ambassadors.program.queries import path_of

    values = {row.code: row.value for row in path_of(person_id=rosa.pk, at=NOON).criteria}
    assert values["retention_90d"] == 0


def test_own_lines_in_an_own_shop_prove_nothing(public, acme_owned):
    owner, tenant_id = acme_owned
    lines_of(owner.pk, tenant_id=tenant_id, active=200)
    lines_of(uuid4(), tenant_id=tenant_id, active=7)

    from ambassadors.program.queries import path_of

    values = {row.code: row.value for row in path_of(person_id=owner.pk, at=NOON).criteria}
    assert values["active_lines"] == 7


def test_a_pending_referral_does_not_count(public, home):
    rosa = a_future_reseller(tenant_id=home.uuid, referrals=14)
    a_referral(referrer=rosa, referred=a_person(name="Still new"))

    assert assess_everyone(at=NOON, slot="pending").opened_count == 0
