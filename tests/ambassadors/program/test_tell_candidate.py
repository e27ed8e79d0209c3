"""The candidate is written to, in their own language, and the approval is carried out."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command

from ambassadors.program import tasks
from ambassadors.program.models import AssessmentRun, PromotionCase
from ambassadors.program.usecases.ask_candidate import ask_candidate
from ambassadors.program.usecases.carry_out_case import carry_out_case
from ambassadors.program.usecases.decline_case import decline_case
from ambassadors.program.usecases.sign_case import sign_case
from ambassadors.program.usecases.tell_candidate import tell_candidate
from tenants.registry.models import Tenant
from tests.clock import NOON
from tests.factories.program import (
    a_future_operator,
    a_future_reseller,
    a_person,
    the_case_of,
)


@pytest.fixture
def case(public, home):
    return the_case_of(a_future_reseller(tenant_id=home.uuid))


def test_a_refusal_says_why_and_when_we_look_again(case):
    decline_case(
        case_id=case.pk,
        by=a_person(name="Staff").pk,
        reason_codes=["too_early"],
        text="Let the summer pass.",
        retry_on=(NOON + timedelta(days=90)).date(),
        at=NOON,
    )

    tell_candidate(case_id=case.pk, about="declined", delivery_id=1, at=NOON)

    (letter,) = mail.outbox
    assert letter.subject == "Not yet: Reseller"
    assert "It is too early for this step" in letter.body
    assert "Let the summer pass." in letter.body


def test_a_question_and_an_approval_are_told(case):
    staff = a_person(name="Staff")
    ask_candidate(case_id=case.pk, by=staff.pk, text="Who covers for you?", at=NOON)
    tell_candidate(case_id=case.pk, about="asked", delivery_id=2, at=NOON)
    sign_case(case_id=case.pk, by=staff.pk, at=NOON, is_answer_needed=False)
    tell_candidate(case_id=case.pk, about="approved", delivery_id=3, at=NOON)

    assert "Who covers for you?" in mail.outbox[0].body
    assert mail.outbox[1].subject == "You are now: Reseller"


def test_a_late_letter_asks_nobody_what_they_have_answered(case):
    question = ask_candidate(
        case_id=case.pk, by=a_person(name="Staff").pk, text="Who covers for you?", at=NOON
    )
    type(question).objects.update(answer="My sister.", answered_at=NOON)

    tell_candidate(case_id=case.pk, about="asked", delivery_id=4, at=NOON)

    assert mail.outbox == []


def test_an_approval_is_carried_out_by_its_letter(case):
    sign_case(case_id=case.pk, by=a_person(name="Staff").pk, at=NOON)

    carry_out_case(case_id=case.pk, to_tier="reseller", at=NOON)

    assert PromotionCase.objects.get(pk=case.pk).tenant_id is not None


def test_an_operators_approval_raises_the_shop(public, globex):
    case = the_case_of(a_future_operator(tenant_id=globex.uuid))
    for name in ("One", "Two"):
        sign_case(case_id=case.pk, by=a_person(name=name).pk, at=NOON)

    carry_out_case(case_id=case.pk, to_tier="operator", at=NOON)
    carry_out_case(case_id=case.pk, to_tier="ambassador", at=NOON)

    assert Tenant.objects.get(pk=globex.uuid).kind == "operator"


def test_the_command_and_the_timetable_assess_once_a_slot(public, home, capsys):
    a_future_reseller(tenant_id=home.uuid)

    call_command("assess", slot="by hand", at=NOON.isoformat())
    call_command("assess", slot="by hand", at=NOON.isoformat())
    tasks.assess_tonight(at=NOON)
    tasks.assess_tonight(at=NOON)

    assert "1 case opened" in capsys.readouterr().out
    assert set(AssessmentRun.objects.values_list("slot", flat=True)) == {"by hand", "2026-03-01"}
