"""Signing promotes the person once enough different people have signed."""

from datetime import timedelta
from uuid import uuid4

import pytest

from ambassadors.program.models import CircleMeasure, PromotionCase, Signature, Standing, TierCode
from ambassadors.program.queries import standing_of
from ambassadors.program.usecases.answer_question import answer_question
from ambassadors.program.usecases.ask_candidate import ask_candidate
from ambassadors.program.usecases.decline_case import decline_case
from ambassadors.program.usecases.sign_case import (
    AlreadyDecided,
    NoLongerQualifies,
    OwnCase,
    QuestionUnanswered,
    sign_case,
)
from kith.audit.queries import recorded
from kith.outbox.models import Letter
from tests.clock import NOON
from tests.factories.program import (
    a_future_operator,
    a_future_reseller,
    a_person,
    lines_of,
    the_case_of,
)

LATER = NOON + timedelta(hours=3)


@pytest.fixture
def reseller_case(public, home):
    return the_case_of(a_future_reseller(tenant_id=home.uuid))


@pytest.fixture
def operator_case(public, home):
    return the_case_of(a_future_operator(tenant_id=home.uuid))


def letters(event: str) -> int:
    return Letter.objects.filter(event=event).count()


def test_one_signature_makes_a_reseller(reseller_case):
    staff = a_person(name="Staff One")

    case = sign_case(case_id=reseller_case.pk, by=staff.pk, at=LATER, note="Well kept.")

    assert (case.outcome, case.decided_at) == ("approved", LATER)
    assert standing_of(person_id=case.person_id) == TierCode.RESELLER
    assert Standing.objects.get(person_id=case.person_id, ends_at=LATER).tier_code == "ambassador"
    assert letters("case.approved") == 1


def test_signing_twice_changes_nothing(reseller_case):
    staff = a_person(name="Staff One")
    sign_case(case_id=reseller_case.pk, by=staff.pk, at=LATER)

    again = sign_case(case_id=reseller_case.pk, by=staff.pk, at=LATER + timedelta(hours=1))

    assert again.decided_at == LATER
    assert (again.signatures.count(), letters("case.approved")) == (1, 1)


def test_an_operator_needs_two_different_people(operator_case):
    first, second = a_person(name="Staff One"), a_person(name="Staff Two")
    sign_case(case_id=operator_case.pk, by=first.pk, at=LATER)
    still = sign_case(case_id=operator_case.pk, by=first.pk, at=LATER)
    assert still.is_open
    assert standing_of(person_id=still.person_id) == TierCode.RESELLER

    done = sign_case(case_id=operator_case.pk, by=second.pk, at=LATER)

    assert done.is_approved
    assert standing_of(person_id=done.person_id) == TierCode.OPERATOR


def test_nobody_signs_their_own_promotion(operator_case):
    with pytest.raises(OwnCase):
        sign_case(case_id=operator_case.pk, by=operator_case.person_id, at=LATER)

    assert PromotionCase.objects.get(pk=operator_case.pk).is_open
    assert not Signature.objects.exists()


def test_whoever_fell_short_since_is_refused_with_what_changed(operator_case):
    CircleMeasure.objects.update(active_lines=90)

    with pytest.raises(NoLongerQualifies) as refused:
        sign_case(case_id=operator_case.pk, by=a_person(name="Staff").pk, at=LATER)

    assert "90 now, 100 needed (120 when the case was opened)" in str(refused.value)
    assert PromotionCase.objects.get(pk=operator_case.pk).is_open
    assert not Signature.objects.exists()
    assert standing_of(person_id=operator_case.person_id) == TierCode.RESELLER
    assert letters("case.approved") == 0


def test_falling_short_between_two_signatures_stops_the_second(operator_case, home):
    sign_case(case_id=operator_case.pk, by=a_person(name="One").pk, at=LATER)
    # Twenty-five lines end: 105 are left of 145 served in the year.
    lines_of(uuid4(), tenant_id=home.uuid, active=0, served_90d=40, served_12m=40)

    with pytest.raises(NoLongerQualifies, match="Lines kept over 12 months: 75 now"):
        sign_case(case_id=operator_case.pk, by=a_person(name="Two").pk, at=LATER)

    assert Signature.objects.count() == 1


def test_a_declined_case_cannot_be_signed(reseller_case):
    staff = a_person(name="Staff One")
    decline_case(
        case_id=reseller_case.pk,
        by=staff.pk,
        reason_codes=["too_early"],
        text="Let us look in spring.",
        retry_on=(LATER + timedelta(days=30)).date(),
        at=LATER,
    )

    with pytest.raises(AlreadyDecided):
        sign_case(case_id=reseller_case.pk, by=a_person(name="Two").pk, at=LATER)

    assert standing_of(person_id=reseller_case.person_id) == TierCode.AMBASSADOR


def test_a_case_is_not_signed_over_an_unanswered_question(operator_case):
    first, second = a_person(name="One"), a_person(name="Two")
    sign_case(case_id=operator_case.pk, by=first.pk, at=LATER)
    question = ask_candidate(case_id=operator_case.pk, by=first.pk, text="Who helps?", at=LATER)

    with pytest.raises(QuestionUnanswered, match="Who helps") as refusal:
        sign_case(case_id=operator_case.pk, by=second.pk, at=LATER)

    assert refusal.value.mend
    assert PromotionCase.objects.get(pk=operator_case.pk).is_open
    assert Signature.objects.count() == 1
    answer_question(
        question_id=question.pk, by=operator_case.person_id, text="My sister.", at=LATER
    )
    assert sign_case(case_id=operator_case.pk, by=second.pk, at=LATER).is_approved


def test_whoever_signs_without_the_answer_says_so(reseller_case):
    staff = a_person(name="One")
    ask_candidate(case_id=reseller_case.pk, by=staff.pk, text="Who helps?", at=LATER)

    done = sign_case(case_id=reseller_case.pk, by=staff.pk, at=LATER, is_answer_needed=False)

    assert done.is_approved
    (entry,) = recorded(action="case.signed")
    assert entry.detail["unanswered"] == ["Who helps?"]
