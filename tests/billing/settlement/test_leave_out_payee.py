"""One payee is left out of a frozen run: the others are paid, and they are settled later."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from billing.ledger.queries import balance, faults_of_books
from billing.ledger.usecases.post_journal import post_journal
from billing.ledger.usecases.post_journals import Leg
from billing.settlement.checks import faults_of_settlement
from billing.settlement.comparisons import compared
from billing.settlement.models import Accrual, Payee, Run, RunExclusion, Transfer
from billing.settlement.usecases.abandon_run import AlreadyReleased, abandon_run
from billing.settlement.usecases.leave_out_payee import (
    NobodyLeft,
    NotInThisRun,
    leave_out_payee,
)
from billing.settlement.usecases.open_run import open_run
from billing.settlement.usecases.release_run import OpenedByYourself, ThrownAway, release_run
from billing.settlement.usecases.retry_transfer import NothingToRetry, retry_transfer
from kith.audit.models import AuditEntry
from kith.reasons import NoReason
from kith.wall import in_public
from tests.at_once import AT_ONCE, taken_away, together
from tests.clock import NOON
from tests.factories.accounts import a_person, sign_in
from tests.factories.ledger import euros
from tests.factories.settlement import FELIX, LATER, MAYA, OMAR, a_frozen_run, a_paid_run, a_payee

DAY = timedelta(days=1)
# The limit for one person is 1,000.00.
SMALL, LARGE = 40_000, 70_000


def faults():
    """What is off, but for money that came without a processor's word."""
    found = [*faults_of_books(), *faults_of_settlement()]
    return [fault for fault in found if not fault.startswith("cash:stripe")]


def owed(name, *amounts, at=NOON):
    """A payee by that name who can be paid, and is owed these amounts at a shop each."""
    with in_public():
        payee = a_payee(party_ref=uuid4(), party_kind="person")
        Payee.objects.filter(pk=payee.pk).update(display_name=name)
        more_for(payee, *amounts, at=at)
    return payee


def more_for(payee, *amounts, at=NOON):
    for minor in amounts:
        key = f"owed:{uuid4()}"
        Accrual.objects.create(
            key=key,
            tenant_id=uuid4(),
            invoice_line_id=uuid4(),
            invoice_number="NL-2026-000001",
            label="Coast 10",
            payee=payee,
            kind="seller",
            amount_minor=minor,
            currency="EUR",
            accrued_at=at,
            payable_from=at,
        )
        post_journal(
            key=key,
            kind="test",
            postings=[Leg("cash:stripe", euros(minor)), Leg("payable:payees", euros(-minor))],
            effective_at=at,
        )


@pytest.fixture
def ana(public):
    """Ana, in books that are right afterwards."""
    yield owed("Ana", LARGE)
    with in_public():
        assert faults() == []


@pytest.fixture
def leo(public):
    """Leo, who is paid for two shops."""
    return owed("Leo", SMALL - 10_000, 10_000)


def leave_out(run, payee, because="the bank changed yesterday", by=MAYA):
    with in_public():
        return leave_out_payee(run_id=run.pk, payee_id=payee.pk, because=because, by=by, at=LATER)


def in_transit():
    with in_public():
        return balance(code="in_transit:payouts", currency="EUR")


def test_who_is_left_out_is_settled_by_the_next_run(ana, leo):
    run = a_frozen_run()
    assert (run.total, run.approvals_needed) == (euros(SMALL + LARGE), 2)

    for _ in range(2):
        left = leave_out(run, leo)

    assert (left.total, left.approvals_needed) == (euros(LARGE), 1)
    assert in_transit() == euros(-LARGE)
    with in_public():
        shares = Accrual.objects.filter(payee=leo)
        assert {(row.state, row.run_id) for row in shares} == {(Accrual.PAYABLE, None)}
        kept = RunExclusion.objects.get()
        assert (kept.amount, kept.because) == (euros(SMALL), "the bank changed yesterday")
        entry = AuditEntry.objects.get(action="run.payee_left_out")
        assert (entry.actor_id, entry.detail["name"]) == (MAYA, "Leo")
    again = a_frozen_run(key="next")
    assert again.total == euros(SMALL)
    # Both together are above the limit of the day.
    assert again.approvals_needed == 2


def test_a_run_released_afterwards_pays_the_others_alone(ana, leo):
    run = a_frozen_run()
    leave_out(run, leo)

    with in_public():
        assert release_run(run_id=run.pk, by=FELIX, at=LATER).is_released
        dead = Transfer.objects.filter(payee=leo).first()
        with pytest.raises(NothingToRetry):
            retry_transfer(transfer_id=dead.pk, by=MAYA, at=LATER)
        assert set(run.transfers.filter(exclusion=None).values_list("payee", flat=True)) == {ana.pk}


def test_what_one_person_approved_already_still_takes_a_second(ana, leo):
    run = a_frozen_run()
    with in_public():
        release_run(run_id=run.pk, by=MAYA, at=LATER)

    assert leave_out(run, leo, by=FELIX).approvals_needed == 2

    with in_public():
        with pytest.raises(OpenedByYourself):
            release_run(run_id=run.pk, by=FELIX, at=LATER)
        assert release_run(run_id=run.pk, by=OMAR, at=LATER).is_released


def test_what_stays_above_the_limit_takes_two_still(ana, leo):
    owed("Zoe", SMALL)
    run = a_frozen_run()

    assert leave_out(run, leo).approvals_needed == 2


@pytest.mark.parametrize("because", ["", "   "])
def test_without_a_reason_nobody_is_left_out(ana, leo, because):
    run = a_frozen_run()

    with pytest.raises(NoReason):
        leave_out(run, leo, because)

    stands_as(run, SMALL + LARGE)


def stands_as(run, minor):
    with in_public():
        run.refresh_from_db()
        assert not RunExclusion.objects.exists()
        assert not AuditEntry.objects.filter(action="run.payee_left_out").exists()
    assert run.total == euros(minor)
    assert in_transit() == euros(-minor)


def test_the_only_one_is_not_left_out(ana):
    run = a_frozen_run()

    with pytest.raises(NobodyLeft):
        leave_out(run, ana)

    stands_as(run, LARGE)


def test_somebody_whom_the_run_does_not_pay_is_not_left_out(ana, leo):
    run = a_frozen_run()
    stranger = owed("Zoe", SMALL)

    with pytest.raises(NotInThisRun):
        leave_out(run, stranger)

    stands_as(run, SMALL + LARGE)


def test_a_released_or_abandoned_run_stays_as_it_is(ana, leo):
    run = a_frozen_run()
    with in_public():
        abandon_run(run_id=run.pk, because="the wrong day", by=MAYA, at=LATER)
    with pytest.raises(ThrownAway):
        leave_out(run, leo)
    paid = a_paid_run(key="again")
    with pytest.raises(AlreadyReleased):
        leave_out(paid, leo)

    with in_public():
        assert not RunExclusion.objects.exists()


def test_an_exclusion_that_nobody_is_known_to_have_made_is_a_fault(ana, leo):
    run = a_frozen_run()
    with in_public(), transaction.atomic():
        RunExclusion.objects.create(
            run=run, payee=leo, amount_minor=1, because="forged", by=MAYA, at=LATER
        )
        assert any("nobody is known" in fault for fault in faults_of_settlement())
        transaction.set_rollback(True)


def a_released_run_in(currency, *, like, released_at):
    run = Run.objects.get(pk=like.pk)
    run.pk, run.number, run.key, run.currency = uuid4(), "R-1", "3", currency
    run.released_at = released_at
    run._state.adding = True
    run.save()
    return run


def test_a_run_is_compared_with_the_last_one_released_in_its_currency(ana, leo):
    before = a_paid_run()
    month = LATER + 30 * DAY
    new = owed("New", 5_000, at=LATER)
    with in_public():
        more_for(ana, LARGE // 2, at=LATER)
        later = open_run(cut_off_at=month, opened_by=FELIX, key="2", at=month, currency="EUR")
        in_dollars = a_released_run_in("USD", like=before, released_at=month)
        found = compared(later)
        assert compared(before) is None
        in_dollars.delete()

    assert found.earlier == before
    assert (found.payees_before, found.payees) == (2, 2)
    assert [(row.payee_id, row.now) for row in found.new] == [(new.pk, euros(5_000))]
    assert [(row.payee_id, row.before) for row in found.missing] == [(leo.pk, euros(SMALL))]
    assert [(row.payee_id, row.percent) for row in found.moved] == [(ana.pk, -50)]


def test_who_was_left_out_of_the_run_before_is_new_in_the_next(ana, leo):
    run = a_frozen_run()
    leave_out(run, leo)
    month = LATER + 30 * DAY
    with in_public():
        release_run(run_id=run.pk, by=FELIX, at=LATER)
        later = open_run(cut_off_at=month, opened_by=FELIX, key="2", at=month, currency="EUR")
        found = compared(later)

    assert found.payees_before == 1
    assert [(row.payee_id, row.now) for row in found.new] == [(leo.pk, euros(SMALL))]


@pytest.fixture
def finance(client_for):
    with in_public():
        person = a_person(role="finance", full_name="Felix Moreno")
    return sign_in(client_for(None), person)


def test_the_page_leaves_one_out_and_says_who_did_it_and_why(ana, leo, finance):
    run = a_frozen_run()
    page, door = f"/staff/runs/{run.number}/", f"/staff/runs/{run.number}/exclusions/"
    offered = finance.get(page).text

    unread = finance.post(door, {"payee": "", "because": "x"})
    form = {"payee": str(leo.pk), "because": "The bank changed yesterday"}
    answer = finance.post(door, form, follow=True).text

    assert f'<option value="{leo.pk}">Leo</option>' in offered
    assert unread.status_code == 409
    assert "Left out by hand" in answer
    assert "The bank changed yesterday · Felix Moreno" in answer
    assert answer.count('class="run-payment"') == 1
    assert "€700.00" in answer
    assert "left out of this run" not in answer
    # Nobody else is left to be left out.
    assert door not in answer


def test_the_page_shows_the_run_beside_the_last_one(ana, leo, finance):
    before = a_paid_run()
    month = LATER + 30 * DAY
    owed("New", 5_000, at=LATER)
    with in_public():
        more_for(ana, LARGE * 3, at=LATER)
        later = open_run(cut_off_at=month, opened_by=FELIX, key="2", at=month, currency="EUR")

    page = finance.get(f"/staff/runs/{later.number}/").text

    assert f"Beside run {before.number} of" in page
    for said in ("Not in it any more", "Moved most", "+€1,400.00", "+200 %", "+€1,050.00"):
        assert said in page, said


@pytest.mark.fault
def test_eight_at_once_leave_seven_out_and_refuse_the_last(house):
    with taken_away("public", apps="settlement|ledger|series|audit|outbox"):
        payees = [owed(f"Payee {number}", 20_000) for number in range(AT_ONCE)]
        run = a_frozen_run()

        answers = together(
            in_public,
            lambda number: leave_out_payee(
                run_id=run.pk, payee_id=payees[number].pk, because="later", by=MAYA, at=LATER
            ),
            NobodyLeft,
        )

        assert sum(isinstance(one, NobodyLeft) for one in answers) == 1
        with in_public():
            run.refresh_from_db()
            assert RunExclusion.objects.count() == AT_ONCE - 1
            assert faults() == []
        assert run.total == euros(20_000)
        assert run.approvals_needed == 1
        assert in_transit() == euros(-20_000)


@pytest.mark.fault
def test_eight_at_once_leave_one_out_once(house):
    with taken_away("public", apps="settlement|ledger|series|audit|outbox"):
        owed("Ana", LARGE)
        leo = owed("Leo", SMALL)
        run = a_frozen_run()

        together(
            in_public,
            lambda _number: leave_out_payee(
                run_id=run.pk, payee_id=leo.pk, because="later", by=MAYA, at=LATER
            ),
        )

        with in_public():
            run.refresh_from_db()
            assert RunExclusion.objects.count() == 1
            assert AuditEntry.objects.filter(action="run.payee_left_out").count() == 1
            assert faults() == []
        assert run.total == euros(LARGE)
        assert in_transit() == euros(-LARGE)
