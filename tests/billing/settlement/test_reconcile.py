"""What moved at the processor is wholly in our books, and each difference is found once."""

from datetime import timedelta
from uuid import uuid4

import pytest

from billing.gateway import GatewayUncertain, gateway
from billing.invoicing.usecases.refund_invoice import refund_invoice
from billing.invoicing.usecases.send_refund import send_refund
from billing.ledger.queries import balance
from billing.ledger.usecases.post_journal import post_journal
from billing.ledger.usecases.post_journals import Leg
from billing.settlement.checks import faults_of_settlement
from billing.settlement.models import Difference, Movement, ReconciledDay
from billing.settlement.reconciliation import day_cards, reconciled_days
from billing.settlement.usecases.explain_difference import (
    NothingToExplain,
    explain_difference,
)
from billing.settlement.usecases.read_balance import read_balance
from billing.settlement.usecases.reconcile import DayNotOver, reconcile
from billing.settlement.usecases.reconcile_due import reconcile_due
from billing.settlement.usecases.send_transfer import send_transfer
from kith.audit.models import AuditEntry
from kith.money import Money
from kith.reasons import NoReason
from kith.wall import in_public
from tests.factories.invoicing import a_paid_invoice, paid_invoices
from tests.factories.ledger import a_movement, euros
from tests.factories.settlement import LATER, MAYA, a_payee, a_released_run

DAY = timedelta(days=1)
NEXT = LATER + DAY
TODAY = LATER.date()
# 1.5 % of 12.00, and 0.25.
FEE = 43


@pytest.fixture
def empty(fake_stripe):
    """A processor where nothing has moved yet."""
    fake_stripe.control.reset(at=LATER)
    fake_stripe.control.settings(per_second=0)
    return fake_stripe.control


@pytest.fixture
def sold(acme, empty):
    """12.00 paid by card; the charge and our bill."""
    charge = empty.charge(amount=1_200)
    return charge, a_paid_invoice(reference=charge["payment_intent"], at=LATER)


def match(at=NEXT, by=None):
    with in_public():
        reconcile(first=TODAY, last=TODAY, by=by, at=at)


def standing():
    with in_public():
        rows = Difference.objects.standing().order_by("key")
        return [(row.kind, row.theirs_minor, row.ours_minor) for row in rows]


def books():
    with in_public():
        return balance(code="cash:stripe", currency="EUR")


def faults():
    with in_public():
        return faults_of_settlement()


def card():
    with in_public():
        (found,) = day_cards(list(reconciled_days()))
    return found


def test_a_fee_is_booked_once_and_the_account_is_what_the_processor_holds(sold):
    with in_public():
        for _ in range(2):
            assert read_balance(since=LATER - DAY, until=NEXT, at=NEXT) == 1

        assert balance(code="expense:stripe_fees", currency="EUR") == euros(FEE)
        assert books() == gateway().balance("EUR") == euros(1_200 - FEE)


def test_what_a_card_costs_can_be_set(acme, empty):
    empty.settings(fee_basis_points=290, fee_minor=30)
    empty.charge(amount=1_000)

    with in_public():
        read_balance(since=LATER - DAY, until=NEXT, at=NEXT)
        assert balance(code="expense:stripe_fees", currency="EUR") == euros(59)


def test_payments_refunds_transfers_and_fees_of_a_day_are_matched(sold, empty, open_account):
    _, bill = sold
    refund = refund_invoice(
        invoice_id=bill.pk, amount=euros(500), reason="late", key="k", requested_by=None, at=LATER
    )
    send_refund(refund_id=refund.pk, at=LATER)
    a_payout(bill, empty, open_account)

    match()

    assert standing() == []
    (sums,) = card().sums
    assert (sums.count, sums.fee) == (23, euros(FEE * 21))
    assert sums.net == books() == gateway().balance("EUR")
    assert faults() == []


def a_payout(bill, control, open_account):
    """Twenty more bills, paid by card; acme's share of them goes to its account."""
    charges = [control.charge(amount=1_200)["payment_intent"] for _ in range(20)]
    for reference in charges:
        a_paid_invoice(reference=reference, at=LATER)
    with in_public():
        from tenants.registry.queries import live_tenants

        acme = next(tenant for tenant in live_tenants() if tenant.slug == "acme")
    a_payee(party_ref=acme.uuid, account=open_account())
    run = a_released_run(at=LATER + 200 * DAY)
    with in_public():
        send_transfer(transfer_id=run.transfers.get().pk, at=LATER)


def test_matching_twice_changes_nothing(sold, empty):
    empty.set_balance(available=9_000)

    match()
    first = standing()
    match(at=NEXT + DAY)

    assert standing() == first == [("theirs", 9_000 - 1_200 + FEE, None)]
    with in_public():
        assert (Movement.objects.count(), ReconciledDay.objects.count()) == (2, 1)


@pytest.mark.parametrize(
    ("wrong", "found"),
    [
        ({"amount": 1_100}, [("amount", 1_100, 1_200)]),
        ({"fee": 50}, [("amount", -50, -FEE)]),
        ({"is_hidden": True}, [("ours", None, -FEE), ("ours", None, 1_200)]),
        ({"is_twice": True}, [("theirs", 1_200, None)]),
    ],
)
def test_what_the_processor_tells_differently_is_found_and_gone_when_it_is_mended(
    wrong, found, sold, empty
):
    charge, _ = sold
    match()
    assert standing() == []

    empty.tamper(charge["balance_transaction"], **wrong)
    match()
    assert standing() == found
    assert len(faults()) >= len(found)

    if "is_hidden" not in wrong and "is_twice" not in wrong:
        empty.tamper(charge["balance_transaction"], amount=1_200, fee=FEE)
        match()
        assert standing() == []
        assert faults() == []


def test_money_the_books_do_not_know_is_found(sold, empty):
    empty.charge(amount=700)

    match()

    assert standing() == [("theirs", 700, None)]
    assert any("is 7.00 EUR at the processor and unknown in our books" in one for one in faults())


def test_money_the_processor_does_not_know_is_found(acme, empty):
    a_paid_invoice(reference="pi_nobody_knows", at=LATER)

    match()

    assert standing() == [("ours", None, 1_200)]
    assert any("pi_nobody_knows is unknown at the processor" in one for one in faults())


def test_what_was_booked_after_midnight_is_matched_with_the_day_it_moved(acme, empty):
    charge = empty.charge(amount=1_200)
    a_paid_invoice(reference=charge["payment_intent"], at=NEXT)

    match()

    assert standing() == []
    assert faults() == []


def test_our_payout_to_the_bank_is_booked_by_what_the_processor_says(sold, empty):
    import httpx
    from django.conf import settings

    answer = httpx.post(
        f"{settings.STRIPE_API_BASE}/v1/payouts",
        data={"amount": "1000", "currency": "eur"},
        headers={"Authorization": "Bearer sk_test_kith"},
        trust_env=False,
    )
    assert answer.status_code == 200, answer.text

    match()

    assert standing() == []
    with in_public():
        assert balance(code="cash:bank", currency="EUR") == euros(1_000)
    assert books() == euros(200 - FEE)


def test_a_day_that_is_not_over_is_refused(sold):
    with pytest.raises(DayNotOver):
        match(at=LATER)

    assert standing() == []
    with in_public():
        assert not Movement.objects.exists()


def test_a_silent_processor_leaves_all_as_it_was(sold, empty):
    empty.fail("GET /v1/balance_transactions", "500_before", count=3)

    with pytest.raises(GatewayUncertain):
        match()

    with in_public():
        assert not ReconciledDay.objects.exists()


def test_what_is_not_matched_yet_waits_and_is_no_fault(sold):
    assert faults() == []


def test_a_journal_that_names_no_movement_is_a_fault(sold):
    with in_public():
        post_journal(
            key="by hand",
            kind="test",
            postings=[Leg("cash:stripe", euros(5)), Leg("rounding:residue", euros(-5))],
            effective_at=LATER,
        )

    assert any("journal by hand names no movement" in one for one in faults())


def test_an_explained_difference_is_no_fault_and_the_audit_says_who(acme, empty):
    a_paid_invoice(reference="pi_nobody_knows", at=LATER)
    match()
    with in_public():
        difference = Difference.objects.get()
        with pytest.raises(NoReason):
            explain_difference(difference_id=difference.pk, note="  ", by=MAYA, at=NEXT)
        assert faults() != []

        for _ in range(2):
            explain_difference(difference_id=difference.pk, note="Test of us", by=MAYA, at=NEXT)

        assert faults() == []
        entry = AuditEntry.objects.get(action="difference.explained")
    assert (entry.actor_id, entry.detail["note"]) == (MAYA, "Test of us")


def test_an_explanation_of_another_amount_does_not_stand(sold, empty):
    charge, _ = sold
    empty.tamper(charge["balance_transaction"], amount=1_100)
    match()
    with in_public():
        difference = Difference.objects.get()
        explain_difference(difference_id=difference.pk, note="Known", by=MAYA, at=NEXT)

    empty.tamper(charge["balance_transaction"], amount=1_000)
    match()

    with in_public():
        difference.refresh_from_db()
        assert (difference.explained_at, difference.theirs) == (None, Money(1_000, "EUR"))


def test_what_is_gone_needs_no_explanation(sold, empty):
    charge, _ = sold
    empty.tamper(charge["balance_transaction"], amount=1_100)
    match()
    empty.tamper(charge["balance_transaction"], amount=1_200)
    match()

    with in_public(), pytest.raises(NothingToExplain):
        explain_difference(
            difference_id=Difference.objects.get().pk, note="Late", by=uuid4(), at=NEXT
        )


def test_the_nightly_round_looks_at_the_last_days_and_at_those_nobody_matched(sold):
    with in_public():
        reconcile_due(at=NEXT)
        assert ReconciledDay.objects.count() == 4
        reconcile_due(at=NEXT + 9 * DAY)
        assert ReconciledDay.objects.count() == 13


def test_what_is_booked_after_its_day_was_matched_waits_for_the_next_round(acme, empty):
    charge = empty.charge(amount=1_200)
    match()
    assert [row[0] for row in standing()] == ["theirs"]

    a_paid_invoice(reference=charge["payment_intent"], at=LATER)
    a_paid_invoice(reference="pi_nobody_knows", at=LATER)
    assert not any(one.startswith("cash:stripe") for one in faults())

    with in_public():
        reconcile_due(at=NEXT + 90 * DAY)
    assert standing() == [("ours", None, 1_200)]
    assert [one for one in faults() if "cash:stripe" in one]


def test_a_house_that_never_matched_begins_with_the_last_days(acme, empty):
    with in_public():
        reconcile_due(at=NEXT)
        assert ReconciledDay.objects.count() == 4


def test_many_movements_cost_few_statements(acme, empty, django_assert_max_num_queries):
    made = empty.bulk(
        payments=[{"amount": 500, "currency": "EUR", "ref": str(n)} for n in range(120)]
    )
    assert len(made["payments"]) == 120
    paid_invoices(3)

    with in_public(), django_assert_max_num_queries(45):
        reconcile(first=TODAY, last=TODAY, by=None, at=NEXT)

    assert len(standing()) == 120


def test_the_account_is_proven_to_be_the_sum_of_what_was_matched(sold):
    match()
    with in_public():
        a_movement(debit="cash:stripe", credit="cash:bank", minor=1)

    proof = "cash:stripe: 1157 EUR matched, 0 explained and 0 waiting make 1157"
    assert any(one.startswith(proof) for one in faults())
