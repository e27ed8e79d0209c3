"""Whoever names somebody at sign-up is kept as encouraged by them."""

from ambassadors.referral.models import Referral
from ambassadors.referral.usecases.claim_at_sign_up import claim_at_sign_up
from tests.clock import NOON
from tests.factories.program import a_person


def claim(person, encouraged_by):
    return claim_at_sign_up(
        person_id=person.pk, encouraged_by=encouraged_by, tenant_id=None, at=NOON
    )


def test_a_new_account_makes_the_claim_once(public):
    maya, leo = a_person(name="Maya"), a_person(name="Leo")

    claim(leo, maya.pk)
    claim(leo, maya.pk)

    assert Referral.objects.get().referrer_id == maya.pk


def test_nobody_named_nothing_kept(public):
    assert claim(a_person(name="Leo"), None) is None
    assert not Referral.objects.exists()
