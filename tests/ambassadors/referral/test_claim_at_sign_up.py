"""Whoever names somebody at sign-up is kept as encouraged by them."""

from datetime import timedelta

from ambassadors.referral.models import Referral
from ambassadors.referral.usecases.claim_at_sign_up import claim_at_sign_up
from ambassadors.referral.usecases.claim_referral import claim_referral
from tests.clock import NOON
from tests.factories.program import a_person


def claim(person, encouraged_by, registered_at=NOON):
    return claim_at_sign_up(
        person_id=person.pk,
        encouraged_by=encouraged_by,
        tenant_id=None,
        registered_at=registered_at,
        at=NOON + timedelta(days=3),
    )


def test_a_new_account_makes_the_claim_once(public):
    maya, leo = a_person(name="Maya"), a_person(name="Leo")

    claim(leo, maya.pk)
    claim(leo, maya.pk)

    assert Referral.objects.get().referrer_id == maya.pk


def test_a_name_said_since_then_stands_when_the_letter_of_the_account_is_late(public):
    maya, leo, ana = a_person(name="Maya"), a_person(name="Leo"), a_person(name="Ana")
    claim_referral(
        referrer_id=ana.pk, referred_id=leo.pk, tenant_id=None, at=NOON + timedelta(days=1)
    )

    standing = claim(leo, maya.pk)

    assert (standing.referrer_id, standing.claimed_at) == (ana.pk, NOON)


def test_a_letter_of_the_deploy_before_counts_from_when_it_arrives(public):
    maya, leo = a_person(name="Maya"), a_person(name="Leo")

    assert claim(leo, maya.pk, registered_at=None).claimed_at == NOON + timedelta(days=3)


def test_nobody_named_nothing_kept(public):
    assert claim(a_person(name="Leo"), None) is None
    assert not Referral.objects.exists()
