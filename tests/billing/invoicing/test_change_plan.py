"""What a customer sees before they change their plan is what the bill says later."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from billing.invoicing.models import Invoice, SplitPart
from billing.invoicing.plan_choices import BillOpen, NumberLeaves, smaller_plans
from billing.invoicing.usecases.bill_renewal import bill_renewal
from billing.invoicing.usecases.choose_plan import NotForThisLine, PriceMoved, choose_plan
from billing.invoicing.usecases.send_renewal_notice import send_renewal_notice
from catalog.lines.models import Line, PlanChange
from catalog.lines.plans import Plan
from catalog.lines.queries import line_card
from catalog.lines.usecases.open_line import open_line
from catalog.lines.usecases.renew_line import renew_line
from catalog.lines.usecases.schedule_plan_change import schedule_plan_change
from catalog.porting.usecases.ask_leaving_code import ask_leaving_code
from catalog.storefront.models import Offer
from catalog.storefront.usecases.withdraw_offer import withdraw_offer
from kith.money import Money
from kith.wall import in_public, in_tenant, on_side
from kith.wall.side import current_side
from tenants.registry.models import Tenant
from tests.catalog.network.letters import posted
from tests.clock import NOON
from tests.factories.accounts import a_person, sign_in
from tests.factories.invoicing import an_invoice
from tests.factories.lines import a_line, some_terms
from tests.factories.storefront import an_offer
from tests.factories.wholesale import a_base_product

APRIL = datetime(2026, 4, 1, 12, tzinfo=UTC)
EUR_8 = Money(800, "EUR")


@pytest.fixture
def shelf(acme):
    stock_shelf()


def stock_shelf():
    """Put the plan a line has on sale, a smaller one, a larger one, and three of other kinds."""
    a_base_product(
        code="monthly-5",
        name="Monthly 5",
        retail_minor=800,
        allowances={"data_mb": 5120, "minutes": 100, "texts": 100},
    )
    a_base_product(code="monthly-20", name="Monthly 20", retail_minor=2000)
    a_base_product(code="data-5", name="Data 5", kind="data", retail_minor=800)
    two = {"data_mb": 5120, "minutes": 100, "texts": 100, "lines": 2}
    a_base_product(code="pair-5", name="Pair 5", retail_minor=800, allowances=two)
    a_base_product(code="weekly-5", name="Weekly 5", period="week", retail_minor=800)
    an_offer()
    an_offer(name="Coast 5", price_minor=800, base_code="monthly-5")
    an_offer(name="Coast 20", price_minor=2000, base_code="monthly-20")
    an_offer(name="Coast data", price_minor=800, base_code="data-5")
    an_offer(name="Coast pair", price_minor=800, base_code="pair-5")
    an_offer(name="Coast week", price_minor=800, base_code="weekly-5")


def choose(line, *, to="coast-5", seen=EUR_8, at=NOON):
    return choose_plan(line_id=line.pk, offer_code=to, seen=seen, by=line.person_id, at=at)


def bill_of(line, at):
    """Renew a line and bill what the letters say."""
    renew_line(line_id=line.pk, at=at)
    letters = [one for one in posted("line.renewal_due") if one["line_id"] == str(line.pk)]
    days = {name: date.fromisoformat(letters[-1][name]) for name in ("period_start", "period_end")}
    return bill_renewal(line_id=line.pk, **days, at=at)


@pytest.mark.usefixtures("shelf")
def test_only_smaller_plans_of_the_same_kind_and_period_that_are_on_sale(globex):
    line = a_line()

    assert [one.code for one in smaller_plans(line_card(line_id=line.pk), at=NOON)] == ["coast-5"]
    for to in ("coast-10", "coast-20", "coast-data", "coast-week", "coast-pair", "nothing"):
        with pytest.raises(NotForThisLine):
            choose(line, to=to)
    with in_tenant(globex), pytest.raises(Line.DoesNotExist):
        choose(line)
    withdraw_offer(code="coast-5", at=NOON)
    with pytest.raises(NotForThisLine):
        choose(line)
    assert not PlanChange.objects.exists()


@pytest.mark.usefixtures("shelf")
def test_the_next_bill_asks_what_was_shown_whatever_the_shop_does_meanwhile(acme):
    person = a_person(tenant=acme)
    line = a_line(person_id=person.pk)

    assert [choose(line) for _ in range(2)] == [date(2026, 4, 1)] * 2
    Offer.objects.filter(code="coast-5").update(price_minor=900, wholesale_minor=800)
    assert send_renewal_notice(line_id=line.pk, renews_on=date(2026, 4, 1), at=NOON)
    bill = bill_of(line, APRIL)

    assert "€8.00" in mail.outbox[0].body
    assert "Coast 5" in mail.outbox[0].body
    assert bill.total == EUR_8
    billed = bill.lines.get()
    assert (billed.label, billed.offer_code, billed.base_code) == (
        "Coast 5",
        "coast-5",
        "monthly-5",
    )


@pytest.mark.usefixtures("shelf")
def test_a_price_that_moved_since_it_was_shown_is_not_taken(acme):
    line = a_line()

    with pytest.raises(PriceMoved):
        choose(line, seen=Money(700, "EUR"))

    assert not PlanChange.objects.exists()
    assert posted("line.plan_set") == []


@pytest.mark.usefixtures("shelf")
def test_an_open_bill_and_a_number_that_leaves_come_first(acme):
    owing, leaving = a_line(n=1), a_line(n=2)
    an_invoice(line_id=owing.pk)
    ask_leaving_code(line_id=leaving.pk, by=leaving.person_id, at=NOON)

    for line, refusal in ((owing, BillOpen), (leaving, NumberLeaves)):
        with pytest.raises(refusal):
            choose(line)

    assert not PlanChange.objects.exists()


@pytest.mark.usefixtures("shelf")
def test_a_shop_that_sells_nothing_offers_no_other_plan(acme):
    line = a_line()
    with in_public():
        Tenant.objects.filter(uuid=acme.uuid).update(suspended_at=NOON)
    side = current_side()

    with on_side(replace(side, tenant=replace(side.tenant, suspended_at=NOON))):
        assert smaller_plans(line_card(line_id=line.pk), at=NOON) == []


ZONES = ("Europe/Madrid", "America/Bogota", "Pacific/Auckland", "Atlantic/Canary")
# Hours of a winter with a 29 February and the change to summer time.
DECEMBER = datetime(2027, 12, 1, tzinfo=UTC)
WHEN = st.integers(0, 123 * 24).map(lambda hours: DECEMBER + timedelta(hours=hours))


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(
    at=WHEN,
    later=st.integers(0, 27),
    zone=st.sampled_from(ZONES),
    price=st.integers(1, 100_000),
    tax=st.sampled_from((0, 700, 1000, 2100, 2500)),
    period=st.sampled_from(("month", "week")),
)
def test_day_and_price_that_are_shown_are_billed_and_the_parts_sum_to_them(
    acme, at, later, zone, price, tax, period
):
    side = current_side()
    with on_side(replace(side, tenant=replace(side.tenant, timezone=zone))):
        n = Line.objects.count()
        line = open_line(
            order_id=uuid4(),
            person_id=uuid4(),
            terms=some_terms(period=period, price_minor=100_000),
            e164=f"+{34_633_000_000 + n}",
            iccid=f"89340788888{n:08d}",
            activation_code="",
            network_reference="",
            at=at,
        )
        plan = Plan(
            offer_code="small",
            offer_name="Small",
            base_code="small",
            price_minor=price,
            wholesale_minor=price // 3,
            tax_basis_points=tax,
            currency="EUR",
            allowances={},
        )
        days = later if period == "month" else later % 6
        change = schedule_plan_change(
            line_id=line.pk, plan=plan, by=uuid4(), at=at + timedelta(days=days)
        )
        shown = line_card(line_id=line.pk)
        due = datetime.combine(change.from_on, time(14), tzinfo=UTC)

        bill = bill_of(line, due)

        billed = bill.lines.get()
        assert (bill.total, billed.period_start) == (shown.next_price, shown.next_renewal_on)
        assert billed.tax_basis_points == tax
        parts = SplitPart.objects.filter(invoice_line=billed).values_list("amount_minor", flat=True)
        assert sum(parts) == price
        assert Invoice.objects.filter(line_id=line.pk).count() == 1


@pytest.fixture
def customer(client, acme):
    person = a_person(tenant=acme)
    return person, sign_in(client, person, acme)


@pytest.mark.usefixtures("shelf")
def test_a_customer_sees_it_all_chooses_it_and_undoes_it(customer, acme, client_for):
    person, browser = customer
    line = a_line(person_id=person.pk, at=timezone.now())
    page = f"/my/lines/{line.pk}/plan/"

    assert page in browser.get(f"/my/lines/{line.pk}/").text
    listed = browser.get(page).text
    assert listed.index("Coast 20") < listed.index("Coast 5")
    asked = browser.get(f"{page}?to=coast-5").text
    for words in (
        "€0.00",
        "€8.00",
        "now: €12.00",
        "5 GB",
        "now: 10 GB",
        "100 minutes",
        "now: Unlimited",
    ):
        assert words in asked, words
    assert browser.post(page, {"to": "coast-5", "price": "x"}).status_code == 422
    chosen = browser.post(page, {"to": "coast-5", "price": "800"}, follow=True).text
    # Said once, beside the button that undoes it.
    assert chosen.count("Your plan changes") == 1
    waits = browser.get(page).text
    assert "already changes to Coast 5" in waits
    assert f'action="{page}keeping/"' in waits
    for path in ("/my/", "/my/card/"):
        assert "€8.00" in browser.get(path).text
    seller = sign_in(client_for(acme), a_person(role="teammate", tenant=acme), acme)
    assert "Coast 5 from" in seller.get("/desk/lines/").text
    desk = seller.get(f"/desk/lines/{line.pk}/").text
    for words in ("€8.00, instead of Coast 10", "Another plan chosen", "Coast 5"):
        assert words in desk, words
    assert line.e164 not in desk.replace(" ", "")

    kept = browser.post(f"{page}keeping/", follow=True).text
    assert "You keep your plan: Coast 10" in kept
    assert "Plan kept" in kept


@pytest.mark.usefixtures("shelf")
def test_a_plan_that_waits_is_undone_there_too_where_the_shop_has_no_other(customer):
    person, browser = customer
    line = a_line(person_id=person.pk, at=timezone.now())
    page = f"/my/lines/{line.pk}/plan/"
    browser.post(page, {"to": "coast-5", "price": "800"})
    withdraw_offer(code="coast-20", at=NOON)

    waits = browser.get(page).text

    assert "already changes to Coast 5" in waits
    assert f'action="{page}keeping/"' in waits
    assert "No other plan for this line" not in waits


@pytest.mark.usefixtures("shelf")
def test_other_peoples_lines_are_not_found_and_what_stands_in_the_way_is_said(customer):
    person, browser = customer
    line, foreign = a_line(n=1, person_id=person.pk), a_line(n=2)
    Line.objects.filter(pk=line.pk).update(suspended_at=NOON)

    barred = browser.get(f"/my/lines/{line.pk}/plan/").text
    assert "Open the line again first." in barred
    assert f'action="/my/lines/{line.pk}/suspension/"' in barred
    Line.objects.filter(pk=line.pk).update(suspended_at=None, ends_on=date(2027, 1, 1))
    ends = browser.get(f"/my/lines/{line.pk}/plan/").text
    assert f'action="/my/lines/{line.pk}/keeping/"' in ends
    Line.objects.filter(pk=line.pk).update(ends_on=None)
    an_invoice(line_id=line.pk)
    assert 'href="/my/invoices/"' in browser.get(f"/my/lines/{line.pk}/plan/").text
    for path in ("plan/", "plan/keeping/"):
        assert browser.post(f"/my/lines/{foreign.pk}/{path}").status_code == 404


@pytest.mark.usefixtures("shelf")
def test_plans_are_called_as_the_shop_calls_them_in_the_readers_language(customer):
    person, browser = customer
    line = a_line(person_id=person.pk, at=timezone.now())
    Offer.objects.filter(code="coast-10").update(translations={"es": {"name": "Costa 10"}})
    Offer.objects.filter(code="coast-5").update(translations={"es": {"name": "Costa 5"}})
    browser.post(f"/my/lines/{line.pk}/plan/", {"to": "coast-5", "price": "800"})
    with in_public():
        type(person).objects.filter(pk=person.pk).update(locale="es")

    for path in ("/my/", f"/my/lines/{line.pk}/", f"/my/lines/{line.pk}/plan/"):
        page = browser.get(path).text
        assert "Costa 10" in page, path
        assert "Coast 10" not in page, path
    assert "Tu tarifa cambia a Costa 5" in browser.get(f"/my/lines/{line.pk}/").text
    # What nobody calls so any more keeps the name it was sold under.
    Line.objects.filter(pk=line.pk).update(offer_name="Coast of old")
    assert "Coast of old" in browser.get("/my/").text


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize("count", [1, 20])
def test_the_page_costs_the_same_for_any_number_of_plans_and_bills(customer, statements, count):
    person, browser = customer
    line = a_line(person_id=person.pk, at=timezone.now())
    for _ in range(count):
        bill = an_invoice(line_id=line.pk)
        Invoice.objects.filter(pk=bill.pk).update(paid_at=NOON, paid_minor=bill.total_minor)
    page = f"/my/lines/{line.pk}/plan/"
    browser.get(page)

    assert statements(lambda: browser.get(page)) <= 20
