"""What is held, due, too small, and goes out next: every page says what the run of the day does."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import uuid4

import pytest
from django.utils import timezone

from billing.ledger.usecases.post_journal import post_journal
from billing.ledger.usecases.post_journals import Leg
from billing.settlement.cut_offs import cut_off_of, run_day_of
from billing.settlement.models import Accrual
from billing.settlement.models.holds import ShareHold
from billing.settlement.previews import earned_by, earnings_of, run_preview
from billing.settlement.sums import payee_sums
from billing.settlement.usecases.open_run import open_run
from kith.wall import in_public
from tests.clock import NOON
from tests.factories.accounts import a_person, sign_in
from tests.factories.ledger import euros
from tests.factories.settlement import FELIX, a_payee

AT = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# Around the cut-off of that day, which is no midnight of UTC.
MOMENTS = [AT - 3 * DAY, AT - 9 * HOUR - HOUR / 2, AT - 10 * HOUR - HOUR / 2, AT - HOUR, AT + DAY]


def a_share(payee, minor, *, payable_from, shop=None, number="INV"):
    return Accrual.objects.create(
        key=str(uuid4()),
        tenant_id=shop or payee.party_ref,
        invoice_line_id=uuid4(),
        invoice_number=number,
        label="Coast 10",
        payee=payee,
        kind="seller",
        amount_minor=minor,
        currency="EUR",
        accrued_at=NOON,
        payable_from=payable_from,
    )


def owe(minor):
    legs = [Leg("income:platform_fees", euros(minor)), Leg("payable:payees", euros(-minor))]
    post_journal(key=str(uuid4()), kind="test", postings=legs, effective_at=NOON)


def hold_back(share):
    ShareHold.objects.create(
        tenant_id=share.tenant_id,
        invoice_number=share.invoice_number,
        reason=ShareHold.DISPUTE,
        reference="dp_1",
        held_at=NOON,
    )


def mine(payee):
    return {"party_kind": payee.party_kind, "party_ref": payee.party_ref, "currency": "EUR"}


@pytest.mark.parametrize("seed", range(3))
def test_whatever_pages_promise_the_run_of_that_day_holds(acme, seed):
    chance = Random(seed)
    with in_public():
        payees = [a_payee(party_ref=uuid4(), party_kind="person") for _ in range(5)]
        for payee in payees:
            for number in range(chance.randint(1, 4)):
                minor = chance.randint(1, 2_500)
                share = a_share(
                    payee, minor, payable_from=chance.choice(MOMENTS), number=f"I{number}"
                )
                owe(minor)
                if chance.random() < 0.2:
                    hold_back(share)
        seen = {payee.pk: earnings_of(**mine(payee), at=AT) for payee in payees}
        foreseen = {payee.pk: earned_by(**mine(payee), at=AT) for payee in payees}
        sums = payee_sums([payee.pk for payee in payees], at=AT)
        preview = run_preview(currency="EUR", cut_off_at=cut_off_of(AT), at=AT)
        run = open_run(cut_off_at=cut_off_of(AT), opened_by=FELIX, key="r", at=AT, currency="EUR")
        paid = {row.payee_id: row.amount for row in run.transfers.all()}

    assert {pk: one.next_payout for pk, one in seen.items() if one.next_payout.minor} == paid
    assert (preview.total, preview.payee_count) == (run.total, len(paid))
    for payee in payees:
        one, (staff,) = seen[payee.pk], sums[payee.pk]
        assert one.payable == one.next_payout + one.too_small == staff.due
        assert one.accrued + one.held_back == staff.held
        same, rows = foreseen[payee.pk]
        due = [row.amount.minor for row in rows if row.is_due]
        assert (same, sum(due)) == (one, one.next_payout.minor)


@pytest.mark.parametrize(
    ("payable_from", "day"),
    [
        (datetime(2026, 3, 19, 22, 30, tzinfo=UTC), date(2026, 3, 20)),
        (datetime(2026, 3, 19, 23, 0, tzinfo=UTC), date(2026, 3, 20)),
        (datetime(2026, 3, 19, 23, 30, tzinfo=UTC), date(2026, 3, 21)),
        (datetime(2026, 7, 1, 22, 0, tzinfo=UTC), date(2026, 7, 2)),
    ],
)
def test_the_day_a_share_names_is_the_first_whose_run_pays_it(payable_from, day):
    assert run_day_of(payable_from) == day
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    assert cut_off_of(noon - DAY) < payable_from <= cut_off_of(noon)


def test_one_cut_off_holds_all_day_long():
    assert cut_off_of(AT) == cut_off_of(AT + 13 * HOUR) == datetime(2026, 3, 19, 23, tzinfo=UTC)


def test_what_is_too_small_is_promised_on_no_page(acme, client_for):
    with in_public():
        payee = a_payee(party_ref=acme.uuid)
        a_share(payee, 95, payable_from=NOON)
        seller, staff = a_person(tenant=acme, role="reseller"), a_person(role="finance")
    desk, console = sign_in(client_for(acme), seller, acme), sign_in(client_for(None), staff)

    for page in ("/desk/", "/desk/earnings/"):
        text = desk.get(page).text
        assert "Ready for the next payout" not in text
        assert "Too small to send yet" in text
    runs = console.get("/staff/runs/").text
    assert "The next run pays" in runs
    assert "Payees it cannot pay yet" in runs
    assert "Payees with something due" not in runs


def test_staff_read_of_a_payee_what_is_due_apart_from_what_is_held(acme, client_for):
    with in_public():
        payee = a_payee(party_ref=acme.uuid)
        a_share(payee, 1_100, payable_from=NOON)
        a_share(payee, 7_700, payable_from=timezone.now() + DAY)
        hold_back(a_share(payee, 3_300, payable_from=NOON, number="HELD"))
        (sums,) = payee_sums([payee.pk], at=timezone.now())[payee.pk]
        staff = a_person(role="finance")
    console = sign_in(client_for(None), staff)

    assert (sums.due, sums.held) == (euros(1_100), euros(11_000))
    for page in ("/staff/payees/", f"/staff/payees/{payee.pk}/"):
        text = console.get(page).text
        assert "Due now" in text
        assert "€11.00" in text
        assert "€121.00" not in text
