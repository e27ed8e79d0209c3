"""Whoever encouraged a friend hears that they count, by first name and once."""

from datetime import timedelta

import pytest
from django.core import mail

from ambassadors.referral.models import Referral
from ambassadors.referral.usecases.tell_referrer import tell_referrer
from tests.clock import NOON
from tests.factories.program import a_person
from tests.factories.referral import a_qualified_referral


@pytest.fixture
def maya(public):
    return a_person(name="Maya Kern")


@pytest.fixture
def referral(maya):
    return a_qualified_referral(referrer=maya, referred=a_person(name="Julia Sanz"))


def test_a_friend_who_counts_is_told_once_and_by_the_first_name_alone(maya, referral):
    told = [tell_referrer(referral_id=referral.pk, at=NOON) for _ in range(2)]

    [letter] = mail.outbox
    assert told == [True, False]
    assert letter.to == [maya.email]
    assert letter.subject == "Julia counts for you now"
    assert "Sanz" not in letter.body + letter.alternatives[0].content
    assert "/path/referrals/" in letter.body


def test_a_friend_whom_a_human_looks_at_meanwhile_is_not_told(referral):
    Referral.objects.filter(pk=referral.pk).update(
        held_at=NOON + timedelta(hours=1), hold_reason="same phone"
    )

    assert not tell_referrer(referral_id=referral.pk, at=NOON)
    assert mail.outbox == []
