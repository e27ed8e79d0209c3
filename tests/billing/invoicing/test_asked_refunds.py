"""A shop gives back so much by its own word; for more it asks finance."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.utils import timezone

from billing.invoicing.models import Refund
from billing.invoicing.refund_limits import RefundTooLarge
from billing.invoicing.usecases.ask_refund import ask_refund
from billing.settlement.models import RefundTerms
from catalog.lines.usecases.suspend_line import suspend_line
from catalog.numbering.queries import mask_number, show_number
from kith.errors import KeyReused
from kith.four_eyes import SamePerson
from kith.money import Money
from kith.proposals.models import Proposal
from kith.wall import in_public, in_tenant
from tests.catalog.network.letters import posted
from tests.clock import NOON
from tests.factories.accounts import a_person, sign_in
from tests.factories.invoicing import a_paid_invoice
from tests.factories.lines import a_line


@pytest.fixture
def seller(acme):
    with in_public():
        return a_person(tenant=acme, role="reseller")


@pytest.fixture
def desk(acme, seller, client_for):
    return sign_in(client_for(acme), seller, acme)


@pytest.fixture
def finance(client_for):
    with in_public():
        person = a_person(role="finance", full_name="Felix Moreno")
    return sign_in(client_for(None), person)


def asked(bill, minor, by, *, at=NOON, key=None, ends_line=False):
    return ask_refund(
        invoice_id=bill.pk,
        amount=Money(minor, "EUR"),
        reason="too slow",
        key=key or str(uuid4()),
        by=by.pk,
        at=at,
        ends_line=ends_line,
    )


def test_before_the_button_a_seller_reads_whose_money_it_is_and_what_becomes_of_the_line(
    acme, desk
):
    now = timezone.now()
    line = a_line(at=now)
    bill = a_paid_invoice(at=now, line_id=line.pk)

    page = desk.get(
        f"/desk/invoices/{bill.number}/refunds/",
        {"amount": "12.00", "reason": "late", "key": uuid4()},
    ).text

    # The seller's tenth of 9.92 before tax, and all the rest.
    for words in ("€12.00", "€0.99", "€11.01", "What about the line", "Refund the customer"):
        assert words in page, words
    # Whose number it is stays the customer's own.
    assert mask_number(line.e164) in page
    assert show_number(line.e164) not in page
    assert not Refund.objects.exists()


def test_a_part_of_a_bill_asks_nothing_about_the_line(acme, desk):
    now = timezone.now()
    line = a_line(at=now)
    bill = a_paid_invoice(at=now, line_id=line.pk)
    form = {"amount": "5.00", "reason": "late", "key": uuid4()}
    door = f"/desk/invoices/{bill.number}/refunds/"

    page = desk.get(door, form).text
    desk.post(door, form)

    assert "ends nothing" in page
    assert mask_number(line.e164) in page
    assert show_number(line.e164) not in page
    assert "What about the line" not in page
    assert Refund.objects.get().amount_minor == 500
    assert posted("line.change_asked") == []


@pytest.mark.parametrize(("choice", "ended"), [("ends", 1), ("goes_on", 0)])
def test_the_seller_says_whether_the_line_ends_with_its_whole_bill(
    acme, globex, desk, choice, ended
):
    now = timezone.now()
    line = a_line(at=now)
    bill = a_paid_invoice(at=now, line_id=line.pk)
    form = {"amount": "12.00", "reason": "late", "key": uuid4()}
    door = f"/desk/invoices/{bill.number}/refunds/"

    silent = desk.post(door, form)
    assert silent.status_code == 422
    assert "Say whether the line ends." in silent.text
    assert not Refund.objects.exists()

    for _ in range(2):
        desk.post(door, form | {"line": choice})

    assert Refund.objects.count() == 1
    assert len(posted("line.change_asked")) == ended
    line.refresh_from_db()
    assert bool(line.ends_on) is bool(ended)
    with in_tenant(globex):
        assert not Refund.objects.exists()


def test_a_change_under_way_holds_up_neither_the_money_nor_the_end(acme, seller):
    line = a_line()
    bill = a_paid_invoice(line_id=line.pk)
    suspend_line(line_id=line.pk, at=NOON)

    refund = asked(bill, 1200, seller, ends_line=True)

    line.refresh_from_db()
    assert (refund.amount_minor, line.ends_on) == (1200, NOON.date())
    assert posted("line.end_due") == [{"line_id": str(line.pk)}]


def test_what_finance_agrees_to_ends_the_line_as_it_was_asked(acme, globex, desk, finance):
    now = timezone.now()
    line = a_line(at=now)
    bill = a_paid_invoice(at=now, line_id=line.pk, prices=(20_000,))
    form = {"amount": "200.00", "reason": "never worked", "key": uuid4(), "line": "ends"}

    desk.post(f"/desk/invoices/{bill.number}/refunds/", form)
    with in_public():
        found = Proposal.objects.get()
    page = f"/staff/refunds/{found.pk}/"

    assert "ends as soon as the money goes back" in finance.get(page).text
    with in_tenant(acme):
        assert posted("line.change_asked") == []
    for _ in range(2):
        finance.post(f"{page}agreement/")

    with in_tenant(acme):
        assert len(posted("line.change_asked")) == 1
        assert Refund.objects.count() == 1


def test_above_the_month_a_refund_waits_and_goes_once_finance_has_agreed(
    acme, globex, desk, finance
):
    bill = a_paid_invoice(at=timezone.now(), prices=(20_000,))
    door = f"/desk/invoices/{bill.number}/refunds/"
    form = {"amount": "150.00", "reason": "never worked", "key": uuid4()}

    before = desk.get(door, form).text
    for _ in range(2):
        desk.post(door, form)
    with in_public():
        found = Proposal.objects.get()
    page = f"/staff/refunds/{found.pk}/"

    assert "Finance decides about this one." in before
    assert "up to €100.00 a month" in before
    assert not Refund.objects.exists()
    assert "A refund waits for finance" in desk.get(f"/desk/invoices/{bill.number}/").text
    assert "1 refund to decide" in finance.get("/staff/").text
    assert page in finance.get("/staff/refunds/").text
    assert "never worked" in finance.get(page).text

    for _ in range(2):
        finance.post(f"{page}agreement/")

    with in_tenant(acme):
        refund = Refund.objects.get()
    assert (refund.amount_minor, refund.requested_by) == (15_000, found.asked_by)
    assert "A refund waits" not in desk.get(f"/desk/invoices/{bill.number}/").text
    with in_tenant(globex):
        assert not Refund.objects.exists()


def test_the_refunds_of_a_month_add_up_and_the_next_month_begins_anew(seller):
    bills = [a_paid_invoice(prices=(6_000,)) for _ in range(3)]

    first = asked(bills[0], 6_000, seller)
    second = asked(bills[1], 6_000, seller)
    third = asked(bills[2], 6_000, seller, at=NOON + timedelta(days=31))

    assert [type(one) for one in (first, second, third)] == [Refund, Proposal, Refund]


def test_the_same_click_a_month_later_waits_on_and_orders_nothing(seller):
    used_up, bill = a_paid_invoice(prices=(6_000,)), a_paid_invoice(prices=(12_000,))
    asked(used_up, 6_000, seller)
    waiting = asked(bill, 6_000, seller, key="one")
    later = NOON + timedelta(days=31)

    again = asked(bill, 6_000, seller, key="one", at=later)

    assert again == waiting
    assert Refund.objects.filter(invoice=bill).count() == 0
    with pytest.raises(KeyReused):
        asked(bill, 5_000, seller, key="one", at=later)


def test_the_same_click_waits_on_when_the_bill_has_grown_too_old_meanwhile(seller):
    bill = a_paid_invoice(prices=(20_000,))
    waiting = asked(bill, 20_000, seller, key="one")

    assert asked(bill, 20_000, seller, key="one", at=NOON + timedelta(days=61)) == waiting


def test_what_finance_agreed_to_leaves_the_shop_its_own_word(acme, seller, finance):
    large, small = a_paid_invoice(prices=(20_000,)), a_paid_invoice(prices=(6_000,))
    waiting = asked(large, 20_000, seller)
    finance.post(f"/staff/refunds/{waiting.pk}/agreement/")

    assert isinstance(asked(small, 6_000, seller), Refund)


def test_an_old_bill_waits_however_small_it_is(seller):
    bill = a_paid_invoice()

    young, old = (asked(bill, 100, seller, at=NOON + timedelta(days=days)) for days in (60, 61))

    assert (type(young), type(old)) == (Refund, Proposal)


def test_staff_may_date_another_limit(seller):
    with in_public():
        RefundTerms.objects.create(
            currency="EUR", starts_at=NOON - timedelta(days=1), month_minor=0, age_days=60
        )

    assert isinstance(asked(a_paid_invoice(), 100, seller), Proposal)


def test_a_refund_that_is_turned_down_moves_nothing_and_the_seller_reads_why(
    acme, desk, finance, drain_outbox
):
    bill = a_paid_invoice(prices=(20_000,))
    form = {"amount": "200.00", "reason": "a friend", "key": uuid4()}
    desk.post(f"/desk/invoices/{bill.number}/refunds/", form)
    with in_public():
        page = f"/staff/refunds/{Proposal.objects.get().pk}/"

    silent = finance.post(f"{page}refusal/", {"answer": " "})
    assert silent.status_code == 409
    assert "The reason is empty." in silent.text
    with in_public():
        assert Proposal.objects.get().is_waiting

    finance.post(f"{page}refusal/", {"answer": "It was used for a month."})
    drain_outbox()

    [told] = [one for one in mail.outbox if "turned down" in one.subject]
    assert "It was used for a month." in told.body
    assert "It was used for a month." in desk.get(f"/desk/invoices/{bill.number}/").text
    late = finance.post(f"{page}agreement/")
    assert (late.status_code, "decided in the meantime" in late.text) == (409, True)
    with in_tenant(acme):
        assert not Refund.objects.exists()


def test_more_than_is_left_is_refused_before_finance_is_asked(seller):
    with pytest.raises(RefundTooLarge):
        asked(a_paid_invoice(), 99_999, seller)

    with in_public():
        assert not Proposal.objects.exists()


def test_whoever_asked_does_not_agree(acme, seller):
    from billing.invoicing.usecases.decide_refund import decide_refund

    waiting = asked(a_paid_invoice(prices=(20_000,)), 20_000, seller)

    with pytest.raises(SamePerson):
        decide_refund(proposal_id=waiting.pk, is_agreed=True, by=seller.pk, at=NOON)

    assert not Refund.objects.exists()


@pytest.mark.parametrize("role", ["staff", "approver"])
def test_nobody_but_finance_decides(client_for, role):
    with in_public():
        browser = sign_in(client_for(None), a_person(role=role))

    assert browser.get("/staff/refunds/").status_code == 403
    assert "/staff/refunds/" not in browser.get("/staff/").text


def test_the_list_costs_the_same_for_any_number_of_refunds(seller, finance, statements):
    asked(a_paid_invoice(prices=(20_000,)), 20_000, seller)
    finance.get("/staff/refunds/")
    one = statements(lambda: finance.get("/staff/refunds/"))
    for _ in range(9):
        asked(a_paid_invoice(prices=(20_000,)), 20_000, seller)

    assert statements(lambda: finance.get("/staff/refunds/")) == one <= 14
