"""Staff ask, the candidate answers."""

import pytest

from ambassadors.program.models import CaseQuestion
from ambassadors.program.usecases.answer_question import (
    AlreadyAnswered,
    EmptyAnswer,
    NotTheCandidate,
    answer_question,
)
from ambassadors.program.usecases.ask_candidate import EmptyQuestion, ask_candidate
from ambassadors.program.usecases.sign_case import AlreadyDecided, sign_case
from tests.clock import NOON
from tests.factories.program import a_future_reseller, a_person, the_case_of


@pytest.fixture
def case(public, home):
    return the_case_of(a_future_reseller(tenant_id=home.uuid))


@pytest.fixture
def staff(public):
    return a_person(name="Staff One")


def ask(case, staff, text="How do you help people who call at night?"):
    return ask_candidate(case_id=case.pk, by=staff.pk, text=text, at=NOON)


def test_the_same_question_is_asked_once(case, staff):
    first = ask(case, staff)

    assert ask(case, staff).pk == first.pk
    assert CaseQuestion.objects.count() == 1


@pytest.mark.parametrize("text", ["", "   ", "x" * 501])
def test_a_question_needs_words(case, staff, text):
    with pytest.raises(EmptyQuestion):
        ask(case, staff, text)

    assert not CaseQuestion.objects.exists()


def test_a_decided_case_is_not_asked_about(case, staff):
    sign_case(case_id=case.pk, by=staff.pk, at=NOON)

    with pytest.raises(AlreadyDecided):
        ask(case, staff)

    assert not CaseQuestion.objects.exists()


def test_the_candidate_answers_once(case, staff):
    question = ask(case, staff)
    first = answer_question(question_id=question.pk, by=case.person_id, text="By text.", at=NOON)
    again = answer_question(question_id=question.pk, by=case.person_id, text="By text.", at=NOON)

    assert (first.answer, again.answered_at) == ("By text.", NOON)
    with pytest.raises(AlreadyAnswered):
        answer_question(question_id=question.pk, by=case.person_id, text="By call.", at=NOON)
    assert CaseQuestion.objects.get().answer == "By text."


def test_nobody_else_answers(case, staff):
    question = ask(case, staff)

    with pytest.raises(NotTheCandidate):
        answer_question(question_id=question.pk, by=staff.pk, text="For her.", at=NOON)
    with pytest.raises(EmptyAnswer):
        answer_question(question_id=question.pk, by=case.person_id, text=" ", at=NOON)

    assert CaseQuestion.objects.get().answered_at is None
