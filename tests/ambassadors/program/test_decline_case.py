"""A refusal has reasons, words and a day to look again."""

from datetime import timedelta

import pytest

from ambassadors.program.models import PromotionCase
from ambassadors.program.usecases.decline_case import (
    DeclinedWithoutReason,
    RetryNotAhead,
    decline_case,
)
from ambassadors.program.usecases.sign_case import AlreadyDecided, OwnCase, sign_case
from kith.outbox.models import Letter
from tests.clock import NOON
from tests.factories.program import a_future_reseller, a_person, the_case_of

SPRING = (NOON + timedelta(days=60)).date()


@pytest.fixture
def case(public, home):
    return the_case_of(a_future_reseller(tenant_id=home.uuid))


@pytest.fixture
def staff(public):
    return a_person(name="Staff One")


def decline(case, by, **changes):
    words = {
        "reason_codes": ["evidence_unclear"],
        "text": "Show us the spring.",
        "retry_on": SPRING,
    }
    return decline_case(case_id=case.pk, by=by, at=NOON, **(words | changes))


def test_a_refusal_keeps_its_reasons(case, staff):
    closed = decline(case, staff.pk)

    assert (closed.outcome, closed.reason_codes) == ("declined", ["evidence_unclear"])
    assert (closed.reason_text, closed.retry_on) == ("Show us the spring.", SPRING)
    assert Letter.objects.filter(event="case.declined").count() == 1


def test_declining_twice_changes_nothing(case, staff):
    decline(case, staff.pk)

    again = decline(case, staff.pk, text="Other words")

    assert again.reason_text == "Show us the spring."
    assert Letter.objects.filter(event="case.declined").count() == 1


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"reason_codes": []}, DeclinedWithoutReason),
        ({"reason_codes": ["made up"]}, DeclinedWithoutReason),
        ({"text": "  "}, DeclinedWithoutReason),
        ({"retry_on": NOON.date()}, RetryNotAhead),
    ],
)
def test_a_bad_refusal_closes_nothing(case, staff, changes, refusal):
    with pytest.raises(refusal):
        decline(case, staff.pk, **changes)

    assert PromotionCase.objects.get(pk=case.pk).is_open


def test_nobody_declines_their_own(case):
    with pytest.raises(OwnCase):
        decline(case, case.person_id)

    assert PromotionCase.objects.get(pk=case.pk).is_open


def test_an_approved_case_cannot_be_declined(case, staff):
    sign_case(case_id=case.pk, by=staff.pk, at=NOON)

    with pytest.raises(AlreadyDecided):
        decline(case, staff.pk)

    assert PromotionCase.objects.get(pk=case.pk).is_approved
