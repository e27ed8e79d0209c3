"""What a larger plan costs for the days left: shown, billed and shared to the cent."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from billing.invoicing.models import Invoice, PlanUpgrade, SplitPart
from billing.invoicing.upgrades import extra_minor, quote_of
from billing.invoicing.usecases.pay_upgrade import pay_upgrade
from catalog.lines.models import Line
from catalog.lines.queries import line_card
from catalog.lines.usecases.open_line import open_line
from catalog.storefront.queries import OfferCard
from kith.money import Money
from kith.wall import day_here, on_side
from kith.wall.side import current_side
from tests.billing.invoicing.test_change_plan import WHEN, ZONES
from tests.factories.lines import some_terms
from tests.factories.upgrades import an_upgrade


def pay(upgrade, *, reference, at):
    return pay_upgrade(upgrade_id=upgrade.pk, payment_reference=reference, at=at)


def an_offer_card(price, wholesale, tax) -> OfferCard:
    return OfferCard(
        code="large",
        name="Large",
        blurb="",
        kind="monthly",
        allowances={},
        price=Money(price, "EUR"),
        tax_basis_points=tax,
        wholesale=Money(wholesale, "EUR"),
        base_code="large",
        base_name="Large",
        period="month",
    )


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(
    at=WHEN,
    later=st.integers(0, 27),
    zone=st.sampled_from(ZONES),
    prices=st.tuples(st.integers(1, 50_000), st.integers(1, 50_000)),
    tax=st.sampled_from((0, 700, 1000, 2100, 2500)),
    period=st.sampled_from(("month", "week")),
)
def test_the_amount_that_is_shown_is_billed_and_its_parts_sum_to_it(
    acme, at, later, zone, prices, tax, period
):
    old, more = prices
    side = current_side()
    with on_side(replace(side, tenant=replace(side.tenant, timezone=zone))):
        n = Line.objects.count()
        line = open_line(
            order_id=uuid4(),
            person_id=uuid4(),
            terms=some_terms(period=period, price_minor=old),
            e164=f"+{34_633_000_000 + n}",
            iccid=f"89340788888{n:08d}",
            activation_code="",
            network_reference="",
            at=at,
        )
        when = at + timedelta(days=later if period == "month" else later % 6)
        offer = replace(an_offer_card(old + more, more // 3, tax), period=period)
        quote = quote_of(line_card(line_id=line.pk), offer, at=when)
        days = (line.next_renewal_on - line.started_on).days
        left = (line.next_renewal_on - day_here(when)).days
        exact = more * left // days

        assert quote.amount.minor == (exact if exact >= 50 else 0)
        assert (quote.from_on, quote.days_left, quote.days) == (day_here(when), left, days)
        if later == 0:
            assert quote.amount.minor in (more, 0)
        upgrade = an_upgrade(line, at=when, amount_minor=quote.amount.minor)
        becomes = upgrade.becomes | {"tax_basis_points": tax, "price_minor": old + more}
        shown = {"from_on": quote.from_on, "wholesale_minor": quote.wholesale.minor}
        PlanUpgrade.objects.filter(pk=upgrade.pk).update(becomes=becomes, **shown)
        if not quote.amount:
            return
        pay(upgrade, reference=f"pi_{n}", at=when)

        bill = Invoice.objects.get(pk=upgrade.bill_id)
        billed = bill.lines.get()
        assert (bill.total, billed.period_start, billed.period_end) == (
            quote.amount,
            quote.from_on,
            quote.until,
        )
        assert (billed.tax_basis_points, billed.tax_minor) == (
            tax,
            bill.total.tax_inside(tax).minor,
        )
        parts = SplitPart.objects.filter(invoice_line=billed).values_list("amount_minor", flat=True)
        assert sum(parts) == quote.amount.minor


@given(
    old=st.integers(0, 10**6),
    new=st.integers(0, 10**6),
    third=st.integers(0, 10**6),
    days=st.integers(1, 31),
    left=st.integers(0, 31),
)
def test_never_less_than_nothing_nor_more_than_the_difference(old, new, third, days, left):
    left = min(left, days)
    extra = extra_minor(old=old, new=new, days_left=left, days=days)

    assert 0 <= extra <= max(new - old, 0)
    assert extra_minor(old=old, new=new, days_left=days, days=days) == max(new - old, 0)
    # Two steps up cost no more than one, and at most a cent less.
    if old <= new <= third:
        by_steps = extra + extra_minor(old=new, new=third, days_left=left, days=days)
        at_once_ = extra_minor(old=old, new=third, days_left=left, days=days)
        assert at_once_ - 1 <= by_steps <= at_once_
