from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from billing.ledger.queries import balance, faults_of_books
from billing.settlement.checks import faults_of_settlement
from billing.settlement.models import Accrual, Run, Transfer
from billing.settlement.previews import run_preview
from billing.settlement.usecases.abandon_run import AlreadyReleased, abandon_run
from billing.settlement.usecases.open_run import NothingDue, open_run
from billing.settlement.usecases.release_run import (
    AlreadyApproved,
    OpenedByYourself,
    ThrownAway,
    release_run,
)
from billing.settlement.usecases.retry_transfer import NothingToRetry, retry_transfer
from kith.audit.models import AuditEntry
from kith.errors import KeyReused
from kith.reasons import NoReason
from kith.wall import in_public, in_tenant
from tests.clock import NOON
from tests.factories.invoicing import a_paid_invoice, a_refund, paid_invoices
from tests.factories.ledger import euros
from tests.factories.settlement import (
    FELIX,
    LATER,
    MAYA,
    OMAR,
    a_frozen_run,
    a_paid_run,
    a_payee,
)

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _books_are_right(public):
    yield
    with in_public():
        assert faults_of_books() == []
        assert faults_of_settlement() == []


@pytest.fixture
def payee(acme):
    return a_payee(party_ref=acme.uuid)


def test_a_new_sellers_share_is_held_for_sixty_days(acme, payee):
    a_paid_invoice()

    with in_public():
        accrual = Accrual.objects.get()
        assert accrual.payable_from == NOON + 60 * DAY
        with pytest.raises(NothingDue):
            open_run(
                cut_off_at=NOON + 59 * DAY,
                opened_by=MAYA,
                key="early",
                at=NOON + 59 * DAY,
                currency="EUR",
            )
        assert not Run.objects.exists()


def test_a_settled_sellers_share_is_held_for_thirty(acme, payee):
    a_paid_invoice(at=NOON + 91 * DAY)

    with in_public():
        assert Accrual.objects.get().payable_from == NOON + 121 * DAY


def test_what_is_due_is_frozen_to_the_exact_shares(acme, payee):
    paid_invoices(20)

    run = a_frozen_run()

    with in_public():
        transfer = run.transfers.get()
        assert (transfer.amount, run.total) == (euros(1_980), euros(1_980))
        assert transfer.accruals.count() == 20
        assert balance(code="in_transit:payouts", currency="EUR") == euros(-1_980)


def test_the_same_key_returns_the_first_run(acme, payee):
    paid_invoices(20)
    first = a_frozen_run(key="march")

    assert a_frozen_run(key="march").pk == first.pk
    with in_public(), pytest.raises(KeyReused):
        open_run(cut_off_at=LATER + DAY, opened_by=MAYA, key="march", at=LATER, currency="EUR")


def test_what_is_earned_after_the_freeze_waits(acme, payee):
    paid_invoices(20)
    run = a_frozen_run()
    a_paid_invoice()

    with in_public():
        assert run.transfers.get().amount == euros(1_980)
        assert Accrual.objects.get(run=None).state == Accrual.ACCRUED


def test_a_frozen_amount_never_changes(acme, payee):
    paid_invoices(20)
    run = a_frozen_run()

    with in_public():
        for rows in (Transfer.objects.filter(run=run), Accrual.objects.filter(run=run)):
            with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
                rows.update(amount_minor=1)


def test_less_than_ten_is_carried_until_it_is_ten(acme, payee):
    a_paid_invoice()
    with in_public():
        preview = run_preview(currency="EUR", cut_off_at=LATER, at=LATER)
        assert [row.standing for row in preview.payees] == ["below_minimum"]
        with pytest.raises(NothingDue):
            a_frozen_run(key="too-small")
    paid_invoices(10)

    assert a_frozen_run(key="enough").total == euros(11 * 99)


def test_nobody_without_an_account_is_in_a_run(acme):
    paid_invoices(20)

    with in_public():
        preview = run_preview(currency="EUR", cut_off_at=LATER, at=LATER)
        assert [(row.name, row.standing) for row in preview.payees] == [("Acme", "no_account")]
        with pytest.raises(NothingDue):
            a_frozen_run()


def test_a_small_run_needs_one_person(acme, payee):
    paid_invoices(20)
    run = a_frozen_run()

    with in_public():
        answer = release_run(run_id=run.pk, by=MAYA, at=LATER)

    assert (answer.is_released, answer.approvals_needed) == (True, 1)


def test_a_large_run_needs_two_people_and_neither_is_who_opened_it(acme, payee):
    a_paid_invoice(prices=(2_000_000,))
    run = a_frozen_run()

    with in_public():
        with pytest.raises(OpenedByYourself):
            release_run(run_id=run.pk, by=FELIX, at=LATER)
        assert not release_run(run_id=run.pk, by=MAYA, at=LATER).is_released
        with pytest.raises(AlreadyApproved):
            release_run(run_id=run.pk, by=MAYA, at=LATER)
        assert not Run.objects.get().is_released

        assert release_run(run_id=run.pk, by=OMAR, at=LATER).is_released
        assert release_run(run_id=run.pk, by=MAYA, at=LATER).is_released
        assert AuditEntry.objects.filter(action="run.approved").count() == 2


def test_the_runs_of_a_day_count_together(acme, payee):
    runs = []
    for key in ("first", "second"):
        # 826.45 for the seller: each by itself is below the limit of 1,000.00.
        a_paid_invoice(prices=(1_000_000,))
        preview = run_preview(currency="EUR", cut_off_at=LATER, at=LATER)
        runs.append((a_frozen_run(key=key), preview))
    a_paid_invoice(prices=(1_000_000,))
    tomorrow = a_frozen_run(key="third", at=LATER + DAY)

    assert [(run.takes_two, preview.needs_two) for run, preview in runs] == [
        (False, False),
        (True, True),
    ]
    assert runs[1][1].earlier_today == runs[0][0].total
    assert not tomorrow.takes_two


def test_a_run_that_is_thrown_away_pays_nobody_and_the_next_pays_the_same(acme, payee):
    paid_invoices(20)
    run = a_frozen_run()

    with in_public():
        with pytest.raises(NoReason):
            abandon_run(run_id=run.pk, because=" ", by=MAYA, at=LATER)
        for _ in range(2):
            abandon_run(run_id=run.pk, because="the wrong day", by=MAYA, at=LATER)

        dead = Transfer.objects.get()
        assert dead.state == Transfer.FAILED
        assert balance(code="in_transit:payouts", currency="EUR") == euros(0)
        with pytest.raises(ThrownAway):
            release_run(run_id=run.pk, by=MAYA, at=LATER)
        with pytest.raises(NothingToRetry):
            retry_transfer(transfer_id=dead.pk, by=MAYA, at=LATER)
        assert AuditEntry.objects.filter(action="run.abandoned").count() == 1
    again = a_frozen_run(key="again")
    assert again.total == run.total
    assert not again.takes_two


def test_a_run_that_was_released_is_not_thrown_away(acme, payee):
    paid_invoices(20)
    run = a_paid_run()

    with in_public():
        with pytest.raises(AlreadyReleased):
            abandon_run(run_id=run.pk, because="too late", by=MAYA, at=LATER)
        assert Transfer.objects.get().state == Transfer.PAID


def test_a_refund_before_the_run_leaves_nothing_to_pay(acme, payee):
    paid_invoices(20)
    refunded = a_paid_invoice()
    a_refund(refunded, at=NOON + DAY)

    with in_public():
        assert set(
            Accrual.objects.filter(invoice_number=refunded.number).values_list("state", flat=True)
        ) == {Accrual.REVERSED}
    assert a_frozen_run().total == euros(1_980)


def test_a_partial_refund_shrinks_the_share_in_the_same_run(acme, payee):
    invoices = paid_invoices(20)
    a_refund(invoices[0], minor=600, at=NOON + DAY)

    run = a_frozen_run()

    # 0.99 of 12.00 is 0.50 of 6.00: what remains is 0.49.
    assert run.total == euros(1_980 - 50)


def test_a_refund_while_frozen_leaves_the_run_and_is_set_off_next_time(acme, payee):
    invoices = paid_invoices(20)
    run = a_frozen_run()
    a_refund(invoices[0], at=LATER)

    with in_public():
        assert run.transfers.get().amount == euros(1_980)
        assert Accrual.objects.get(kind="clawback").state == Accrual.PAYABLE


def test_a_refund_after_the_payout_is_set_off_in_the_next_run(acme, payee):
    invoices = paid_invoices(20)
    a_paid_run(key="first")
    a_refund(invoices[0], at=LATER + DAY)
    with in_public(), pytest.raises(NothingDue):
        a_frozen_run(key="in the red", at=LATER + 2 * DAY)
    paid_invoices(20, at=LATER)

    run = a_frozen_run(key="second", at=LATER + 90 * DAY)

    assert run.total == euros(1_980 - 99)


def test_each_seller_is_paid_its_own(acme, globex, payee):
    a_payee(party_ref=globex.uuid)
    paid_invoices(20)
    with in_tenant(globex):
        paid_invoices(11, prices=(2_420,))

    run = a_frozen_run()

    with in_public():
        paid = {
            row.payee.display_name: row.amount_minor
            for row in run.transfers.select_related("payee")
        }
    assert paid == {"Acme": 20 * 99, "Globex": 11 * 200}


def test_a_sponsor_is_paid_too(acme, payee, sponsored_by):
    sponsor = uuid4()
    sponsored_by(sponsor)
    a_payee(party_ref=sponsor, party_kind="person")
    paid_invoices(110)

    run = a_frozen_run()

    with in_public():
        paid = {
            row.payee.party_kind: row.amount_minor for row in run.transfers.select_related("payee")
        }
    assert paid == {"tenant": 110 * 99, "person": 110 * 10}
