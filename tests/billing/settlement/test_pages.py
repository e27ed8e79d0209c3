"""The pages staff and sellers see, for those allowed and nobody else."""

import csv
import io
from uuid import uuid4

import httpx
import pytest
from django.utils import timezone

from billing.ledger.usecases.post_journal import post_journal
from billing.ledger.usecases.post_journals import Leg
from billing.settlement.models import Accrual, Payee, Run, Statement, WebhookEvent
from kith.wall import in_public
from tests.clock import NOON
from tests.factories.accounts import a_person, sign_in
from tests.factories.invoicing import a_paid_invoice, paid_invoices
from tests.factories.ledger import euros
from tests.factories.settlement import LATER, a_frozen_run, a_paid_run, a_payee


@pytest.fixture
def finance(client_for):
    """A browser of somebody in finance, on the network's host."""
    with in_public():
        person = a_person(role="finance")
    return sign_in(client_for(None), person)


@pytest.fixture
def desk(acme, client_for):
    """A browser of acme's seller, at the desk."""
    with in_public():
        person = a_person(tenant=acme, role="reseller")
    return sign_in(client_for(acme), person, acme)


@pytest.fixture
def sold(acme):
    """Twenty plans sold by acme, who can be paid."""
    a_payee(party_ref=acme.uuid)
    return paid_invoices(20)


def test_an_empty_house_says_what_comes(finance):
    for path in ("runs", "runs/open", "payees", "webhooks"):
        assert finance.get(f"/staff/{path}/").status_code == 200, path


def test_a_run_is_opened_released_and_seen_through(sold, finance):
    page = finance.get("/staff/runs/open/")
    assert "Acme" in page.content.decode()
    form = {name: page.context[name] for name in ("key", "currency")}
    first = finance.post("/staff/runs/open/", form, follow=True)
    again = finance.post("/staff/runs/open/", form, follow=True)

    with in_public():
        run = Run.objects.get()
    assert first.redirect_chain == again.redirect_chain
    assert "€19.80" in first.content.decode()

    finance.post(f"/staff/runs/{run.number}/release/")
    with in_public():
        run.refresh_from_db()
        assert run.is_released


def test_a_frozen_run_opens_to_its_lines_and_is_thrown_away_with_a_reason(acme, sold, finance):
    with in_public():
        unpaid = a_payee(party_ref=uuid4(), party_kind="person")
        small = Accrual.objects.order_by("pk").first()
        small.pk, small.key, small.payee, small.amount_minor = uuid4(), "small", unpaid, 1
        small.save(force_insert=True)
    run = a_frozen_run()
    with in_public():
        look = f"/staff/transfers/{run.transfers.get().pk}/"
    page = finance.get(f"/staff/runs/{run.number}/").text

    lines = finance.get(look).text
    silent = finance.post(f"/staff/runs/{run.number}/abandonment/", {"because": ""})
    finance.post(f"/staff/runs/{run.number}/abandonment/", {"because": "the wrong day"})
    after = finance.get(f"/staff/runs/{run.number}/").text

    assert look in page
    assert "left out of this run" in page
    assert "Moved to the next run" in page
    assert "€1,000.00" in page
    assert lines.count("/staff/invoice-lines/") == 20
    assert silent.status_code == 409
    assert "the wrong day" in after
    assert "Thrown away" in after
    assert "release/" not in after
    assert "to release" not in finance.get("/staff/").text


def test_money_that_waits_too_long_for_a_run_or_an_account_is_finances_business(sold, finance):
    with in_public():
        unpaid = a_payee(party_ref=uuid4(), party_kind="person")
        Payee.objects.filter(pk=unpaid.pk).update(payouts_enabled_at=None)
        share = Accrual.objects.order_by("pk").first()
        share.pk, share.key, share.payee = uuid4(), "theirs", unpaid
        share.save(force_insert=True)

    late = finance.get("/staff/").text
    with in_public():
        run = a_frozen_run()
        Run.objects.filter(pk=run.pk).update(frozen_at=timezone.now())

    assert "1 payee waits for a settlement run" in late
    assert "1 payee is due money and cannot be paid" in late
    assert "waits for a settlement run" not in finance.get("/staff/").text


def test_what_is_below_the_smallest_payment_waits_for_no_run(acme, finance):
    a_payee(party_ref=acme.uuid)
    paid_invoices(2)

    assert "waits for a settlement run" not in finance.get("/staff/").text


def test_a_run_above_the_limit_says_who_may_release_it(acme, client_for):
    with in_public():
        opener = a_person(role="finance", full_name="Felix Moreno")
        a_person(role="approver", full_name="Ada Lind")
    a_payee(party_ref=acme.uuid)
    a_paid_invoice(prices=(2_000_000,))
    run = a_frozen_run()
    with in_public():
        Run.objects.update(opened_by=opener.pk)
    browser = sign_in(client_for(None), opener)

    page = browser.get(f"/staff/runs/{run.number}/").text
    answer = browser.post(f"/staff/runs/{run.number}/release/")

    assert "Who may approve it: Ada Lind." in page
    assert "You opened it. Others have to approve it." in page
    assert "Approve and release" not in page
    assert answer.status_code == 409
    with in_public():
        assert not Run.objects.get().is_released


def test_nothing_due_is_said_and_no_run_is_made(finance):
    page = finance.post("/staff/runs/open/", {"key": "k", "currency": "EUR"})

    assert page.status_code == 409
    with in_public():
        assert not Run.objects.exists()


@pytest.mark.parametrize("currency", ["JPY", "euro", ""])
def test_a_run_is_opened_in_no_other_currency_than_was_asked_for(sold, finance, currency):
    page = finance.post("/staff/runs/open/", {"key": "k", "currency": currency})

    assert page.status_code == 409
    with in_public():
        assert not Run.objects.exists()


def test_a_statement_leads_to_the_bill_behind_each_line(acme, sold, finance):
    a_paid_run()
    with in_public():
        statement = Statement.objects.get()

    page = finance.get(f"/staff/statements/{statement.number}/").content.decode()
    href = f"/staff/invoice-lines/{acme.uuid}/{sold[0].lines.get().pk}/"
    assert href in page
    assert sold[0].number in finance.get(href).content.decode()


def test_a_parked_event_is_replayed_from_its_page(finance):
    with in_public():
        event = WebhookEvent.objects.create(
            endpoint="platform",
            event_id="evt_1",
            type="checkout.session.completed",
            livemode=False,
            body={"data": {"object": {"id": "cs_test_1"}}},
            received_at=NOON,
            attempts=8,
            parked_at=NOON,
            last_error="F-0A1B2C3D LookupError: no route",
        )
    page = finance.get("/staff/webhooks/").content.decode()
    assert "LookupError" not in page
    assert "Reference F-0A1B2C3D" in page
    finance.post(f"/staff/webhooks/{event.pk}/replay/")

    with in_public():
        event.refresh_from_db()
    assert (event.parked_at, event.attempts, event.replays) == (None, 0, 1)


def test_the_seller_sees_what_is_held_and_what_was_paid(sold, desk):
    held = desk.get("/desk/earnings/").content.decode()
    assert "€19.80" in held

    a_paid_run()
    with in_public():
        statement = Statement.objects.get()
    paid = desk.get("/desk/earnings/").content.decode()
    assert statement.number in paid
    page = desk.get(f"/desk/earnings/statements/{statement.number}/").content.decode()
    assert all(bill.number in page for bill in sold)


def test_a_statement_as_csv_and_pdf(sold, desk):
    a_paid_run()
    with in_public():
        statement = Statement.objects.get()
    page = f"/desk/earnings/statements/{statement.number}/"

    text = desk.get(f"{page}?as=csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert desk.get(f"{page}statement.csv")["Location"] == f"{page}?as=csv"
    assert len(rows) == 20
    assert {row["amount"] for row in rows} == {"0.99"}
    assert desk.get(f"{page}statement.pdf").content.startswith(b"%PDF")


def test_another_sellers_statement_is_not_there(sold, globex, client_for):
    a_paid_run()
    with in_public():
        statement = Statement.objects.get()
        stranger = a_person(tenant=globex, role="reseller")
    desk = sign_in(client_for(globex), stranger, globex)

    for tail in ("", "statement.csv", "statement.pdf"):
        page = desk.get(f"/desk/earnings/statements/{statement.number}/{tail}")
        assert page.status_code == 404


def test_a_seller_has_no_business_in_the_staff_console(sold, acme, client_for):
    run = a_frozen_run()
    with in_public():
        seller = a_person(tenant=acme, role="reseller")
    browser = sign_in(client_for(None), seller)

    assert browser.get(f"/staff/runs/{run.number}/").status_code == 403
    assert browser.post(f"/staff/runs/{run.number}/release/").status_code == 403
    with in_public():
        assert not Run.objects.get().is_released


@pytest.mark.parametrize("sales", [1, 30])
def test_a_runs_page_costs_the_same_for_any_number_of_payees(
    sales, acme, finance, django_assert_max_num_queries
):
    run = many_payees(sales)

    with django_assert_max_num_queries(22):
        page = finance.get(f"/staff/runs/{run.number}/")

    assert page.content.count(b'class="run-payment"') == sales


@pytest.mark.parametrize("sales", [1, 30])
def test_a_payments_page_costs_the_same_for_any_number_of_lines(
    sales, acme, finance, django_assert_max_num_queries
):
    a_payee(party_ref=acme.uuid)
    paid_invoices(sales, prices=(20_000,))
    run = a_frozen_run()
    with in_public():
        look = f"/staff/transfers/{run.transfers.get().pk}/"

    with django_assert_max_num_queries(22):
        page = finance.get(look)

    # A page has twenty-five.
    assert page.text.count("/staff/invoice-lines/") == min(sales, 25)


def many_payees(count):
    """A frozen run of that many payees, each owed 20.00."""
    with in_public():
        for number in range(count):
            payee = a_payee(party_ref=uuid4(), party_kind="person")
            Accrual.objects.create(
                key=f"seller:{number}",
                tenant_id=uuid4(),
                invoice_line_id=uuid4(),
                invoice_number=f"INV-{number}",
                label="Coast 10",
                payee=payee,
                kind="seller",
                amount_minor=2_000,
                currency="EUR",
                accrued_at=NOON,
                payable_from=NOON,
            )
        post_journal(
            key="owed",
            kind="test",
            postings=[
                Leg("cash:stripe", euros(2_000 * count)),
                Leg("payable:payees", euros(-2_000 * count)),
            ],
            effective_at=NOON,
        )
    return a_frozen_run(at=LATER)


def test_a_sponsor_sees_what_it_earned_and_nobody_else_does(acme, client_for, sponsored_by):
    with in_public():
        sponsor, stranger = a_person(), a_person()
    sponsored_by(sponsor.pk)
    a_payee(party_ref=sponsor.pk, party_kind="person")
    paid_invoices(110)
    a_paid_run()
    with in_public():
        statement = Statement.objects.get(tenant_id=None)
    mine, theirs = sign_in(client_for(None), sponsor), sign_in(client_for(None), stranger)

    assert statement.number in mine.get("/earnings/").content.decode()
    assert mine.get(f"/earnings/statements/{statement.number}/").status_code == 200
    assert statement.number not in theirs.get("/earnings/").content.decode()
    assert theirs.get(f"/earnings/statements/{statement.number}/").status_code == 404


@pytest.mark.parametrize("page", ["/desk/earnings/", "/earnings/"])
def test_only_pressing_the_button_opens_a_payout_account(
    page, desk, client_for, fake_stripe, brings_resellers
):
    visitor = desk
    if page == "/earnings/":
        with in_public():
            visitor = sign_in(client_for(None), a_person())

    assert visitor.get(f"{page}onboarding/").status_code == 405
    shown = visitor.get(f"{page}?again=1").content.decode()
    with in_public():
        assert not Payee.objects.exists()
    assert f'action="{page}onboarding/"' in shown
    assert "The link to our payment partner was used up. Here is another." in shown

    link = visitor.post(f"{page}onboarding/")["Location"]

    with in_public():
        assert Payee.objects.get().stripe_account
    assert link.startswith(fake_stripe.settings()["STRIPE_API_BASE"])


def test_a_link_used_up_leads_back_to_the_button(desk, fake_stripe):
    link = desk.post("/desk/earnings/onboarding/")["Location"]
    httpx.get(link)

    again = httpx.get(link)

    assert again.headers["Location"] == "http://acme.kith.localhost/desk/earnings/?again=1"


def files(browser, *addresses: str) -> list[list[dict]]:
    texts = [browser.get(f"{address}?as=csv").content.decode("utf-8-sig") for address in addresses]
    return [list(csv.DictReader(io.StringIO(text))) for text in texts]


def test_money_lists_of_finance_are_files(sold, finance):
    a_paid_run()
    with in_public():
        run, statement = Run.objects.get(), Statement.objects.get()

    runs, payments, lines, payees = files(
        finance,
        "/staff/runs/",
        f"/staff/runs/{run.number}/",
        f"/staff/statements/{statement.number}/",
        "/staff/payees/",
    )

    (told,) = runs
    assert (told["number"], told["total"], told["currency"]) == (run.number, "19.80", "EUR")
    assert [row["statement_number"] for row in payments] == [statement.number]
    assert {row["invoice"] for row in lines} == {bill.number for bill in sold}
    assert [row["paid"] for row in payees] == ["19.80"]


def test_the_sellers_file_holds_every_share_not_only_the_newest(acme, desk):
    a_payee(party_ref=acme.uuid)
    paid_invoices(55)

    (shares,) = files(desk, "/desk/earnings/")

    assert [row["currency"] for row in shares] == ["EUR"] * 55


def test_payees_are_found_by_name(sold, finance):
    assert "Acme" in finance.get("/staff/payees/?q=acm").content.decode()
    assert "No payee of that name." in finance.get("/staff/payees/?q=zz").content.decode()


def test_a_statements_page_stands_under_the_settlement(sold, finance):
    a_paid_run()
    with in_public():
        statement = Statement.objects.get()

    page = finance.get(f"/staff/statements/{statement.number}/").text

    assert '<a href="/staff/runs/" aria-current="page">' in page
