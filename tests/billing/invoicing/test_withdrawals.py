"""Withdrawing within 14 days: the line ends, unused days go back once."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from billing.invoicing.models import Refund
from billing.invoicing.usecases.bill_paid_order import bill_paid_order
from billing.invoicing.usecases.tell_of_withdrawal import tell_of_withdrawal
from billing.invoicing.usecases.withdraw_from_line import WithdrawalOver, withdraw_from_line
from billing.invoicing.withdrawals import last_day_to_withdraw, unused_minor
from catalog.lines.models import Line
from catalog.lines.queries import line_card
from catalog.lines.usecases.suspend_line import suspend_line
from catalog.ordering.models import Order
from kith.wall import day_here, in_public, in_tenant
from tests.catalog.network.letters import posted
from tests.clock import NOON
from tests.factories.accounts import a_person, sign_in
from tests.factories.disputes import a_dispute
from tests.factories.invoicing import a_refund
from tests.factories.lines import a_line
from tests.factories.ordering import a_paid_order
from tests.factories.storefront import an_offer

DAY = timedelta(days=1)


# A busy machine draws slowly; what is drawn is plain numbers and days.
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    paid=st.integers(0, 100_000),
    starts_on=st.dates(date(2024, 1, 1), date(2032, 12, 31)),
    days=st.integers(1, 62),
    after=st.integers(-3, 70),
)
def test_never_less_than_nothing_nor_more_than_was_paid_and_less_each_day(
    paid, starts_on, days, after
):
    period = {"paid_minor": paid, "starts_on": starts_on, "ends_on": starts_on + days * DAY}
    back = unused_minor(**period, on=starts_on + after * DAY)

    assert 0 <= unused_minor(**period, on=starts_on + (after + 1) * DAY) <= back <= paid
    assert unused_minor(paid_minor=paid, starts_on=None, ends_on=None, on=starts_on) == paid
    assert unused_minor(**period, on=starts_on + days * DAY) == 0


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "on", "back"),
    [
        (date(2026, 3, 1), date(2026, 4, 1), date(2026, 3, 1), 1162),
        (date(2026, 3, 1), date(2026, 4, 1), date(2026, 3, 15), 620),
        (date(2028, 1, 31), date(2028, 2, 29), date(2028, 2, 10), 745),
        (date(2028, 2, 29), date(2028, 3, 29), date(2028, 3, 1), 1118),
        (date(2026, 3, 1), None, date(2026, 3, 3), 1080),
    ],
)
def test_the_examples_of_the_page_are_so(starts_on, ends_on, on, back):
    got = unused_minor(paid_minor=1200, starts_on=starts_on, ends_on=ends_on, on=on)
    assert got == back


def test_the_day_of_the_contract_does_not_count_and_a_weekend_moves_to_monday():
    assert last_day_to_withdraw(contract_on=date(2026, 3, 2)) == date(2026, 3, 16)
    assert last_day_to_withdraw(contract_on=date(2026, 3, 1)) == date(2026, 3, 16)
    assert last_day_to_withdraw(contract_on=date(2026, 2, 28)) == date(2026, 3, 16)


def bought(*, person_id=None, at=NOON):
    an_offer()
    order = a_paid_order(at=at, person_id=person_id)
    line = a_line(order_id=order.pk, person_id=person_id, at=at)
    return line, bill_paid_order(order_id=order.pk, payment_reference="pi_test", at=at)


def test_one_press_ends_the_line_and_pays_unused_days_back_once(acme, globex):
    person = a_person(tenant=acme)
    line, bill = bought(person_id=person.pk)
    # Another change is under way: the wish waits for it and is not lost.
    suspend_line(line_id=line.pk, at=NOON)

    [refund] = withdraw_from_line(line_id=line.pk, by=person.pk, at=NOON)
    again = withdraw_from_line(line_id=line.pk, by=person.pk, at=NOON)
    sent = [tell_of_withdrawal(line_id=line.pk, at=NOON) for _ in range(2)]

    assert (refund.amount_minor, refund.invoice, refund.requested_by) == (1162, bill, None)
    assert (again, Refund.objects.count()) == ([], 1)
    assert posted("line.end_due") == [{"line_id": str(line.pk)}]
    line.refresh_from_db()
    assert line.ends_on == date(2026, 3, 1)
    assert sent == [True, False]
    assert "€11.62" in mail.outbox[0].body
    with in_tenant(globex), pytest.raises(Line.DoesNotExist):
        withdraw_from_line(line_id=line.pk, by=person.pk, at=NOON)


def test_never_more_goes_back_than_earlier_refunds_left(acme):
    line, bill = bought()
    a_refund(bill, minor=1000)

    [refund] = withdraw_from_line(line_id=line.pk, by=uuid4(), at=NOON)

    assert refund.amount_minor == 200


def test_after_the_days_nothing_happens(acme):
    line, _bill = bought()

    with pytest.raises(WithdrawalOver):
        withdraw_from_line(line_id=line.pk, by=uuid4(), at=NOON + 16 * DAY)

    assert not Refund.objects.exists()
    assert posted("line.change_asked") == []


def test_what_a_bank_disputes_stays_there_and_the_line_ends(acme):
    line, _bill = bought()
    with in_public():
        a_dispute(payment="pi_test")

    assert withdraw_from_line(line_id=line.pk, by=uuid4(), at=NOON) == []
    assert len(posted("line.change_asked")) == 1


def test_the_page_says_what_goes_back_before_the_press(client, acme, client_for):
    person = a_person(tenant=acme)
    browser = sign_in(client, person, acme)
    line, _bill = bought(person_id=person.pk, at=timezone.now())
    foreign = a_line(n=9)
    door = f"/my/lines/{line.pk}/withdrawal/"

    assert door in browser.get(f"/my/lines/{line.pk}/end/").text
    assert "Withdraw and end the line" in browser.get(door).text
    offered = (f"/my/lines/{line.pk}/plan/", f"/my/lines/{line.pk}/end/")
    assert all(page in browser.get(f"/my/lines/{line.pk}/").text for page in offered)
    withdrawn = browser.post(door, follow=True).text
    assert "You withdrew" in withdrawn
    # The network has not answered yet; nothing is offered that would come too late.
    assert not any(page in withdrawn for page in (*offered, f"/my/lines/{line.pk}/leave/"))
    order = Order.objects.get(pk=line.order_id)
    Order.objects.filter(pk=order.pk).update(active_at=timezone.now())
    # The network answered.
    Line.objects.filter(pk=line.pk).update(ended_at=timezone.now())

    listed = browser.get("/my/orders/").text
    assert "Ended" in listed
    assert "Active" not in listed
    seller = sign_in(client_for(acme), a_person(role="teammate", tenant=acme), acme)
    assert "Ended" in seller.get(f"/desk/orders/{order.pk}/").text
    for state, is_listed in (("ended", True), ("active", False), ("", True)):
        desk = seller.get(f"/desk/orders/?state={state}").text
        assert (f"/desk/orders/{order.pk}/" in desk) == is_listed, state
    export = seller.get("/desk/orders/?as=csv").content.decode()
    assert f'"{order.number}","ended"' in export
    # What was kept is no promise, and the day it was bought was a day in service.
    after = browser.get(door).text
    assert "Paid back" not in after
    assert "You can withdraw until" not in after
    assert line_card(line_id=line.pk).last_day == day_here(line.activated_at)
    page = browser.get(f"/order/{order.token}/status/").text
    assert "This line has ended" in page
    assert "Your line is active" not in page
    assert line.activation_code not in page
    assert browser.post(f"/my/lines/{foreign.pk}/withdrawal/").status_code == 404
