"""Whoever names somebody at sign-up is kept as encouraged by them."""

from ambassadors.referral.models import Referral
from ambassadors.referral.tasks import claim_on_sign_up
from tests.factories.program import a_person


def test_the_letter_of_a_new_account_makes_the_claim_once(public):
    maya, leo = a_person(name="Maya"), a_person(name="Leo")
    letter = {"person_id": str(leo.pk), "tenant_id": None, "encouraged_by": str(maya.pk)}

    claim_on_sign_up(**letter)
    claim_on_sign_up(**letter)

    assert Referral.objects.get().referrer_id == maya.pk


def test_nobody_named_nothing_kept(public):
    claim_on_sign_up(person_id=str(a_person(name="Leo").pk))

    assert not Referral.objects.exists()
