"""A larger plan at once: seen to the cent, paid before it comes, billed as it was seen."""

from dataclasses import asdict
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from billing.invoicing.checks import faults_of_bills
from billing.invoicing.leaving import bills_of_plan, leaving_of
from billing.invoicing.models import Invoice, PlanUpgrade
from billing.invoicing.plan_choices import BillOpen, NumberLeaves
from billing.invoicing.queries import hold_payments
from billing.invoicing.usecases.accrue_invoice import accrue_invoice
from billing.invoicing.usecases.ask_upgrade import ask_upgrade
from billing.invoicing.usecases.choose_plan import NotForThisLine, PriceMoved
from billing.invoicing.usecases.pay_upgrade import pay_upgrade
from billing.invoicing.usecases.refund_upgrade import refund_upgrade
from billing.invoicing.usecases.settle_refund import settle_refund
from billing.invoicing.usecases.sweep_dunning import sweep_dunning
from billing.invoicing.usecases.take_bill_payment import take_bill_payment
from billing.invoicing.usecases.tell_of_undone_upgrade import tell_of_undone_upgrade
from billing.ledger.queries import faults_of_books
from billing.settlement.models import Accrual
from catalog.lines.changes import LineEnded, request_id
from catalog.lines.models import Line, PlanChange
from catalog.lines.plans import LineBarred, LineEnds, PlanWaits
from catalog.lines.queries import line_card
from catalog.lines.usecases.end_line import end_line
from catalog.lines.usecases.renew_line import renew_line
from catalog.lines.usecases.schedule_line_end import schedule_line_end
from catalog.lines.usecases.switch_plan import switch_plan
from catalog.lines.usecases.take_line_answer import take_line_answer
from catalog.porting.usecases.ask_leaving_code import ask_leaving_code
from kith.money import Money
from kith.wall import in_public, in_tenant
from kith.wall.migrator import template_level
from tenants.registry.models import Tenant
from tests import at_once
from tests.billing.invoicing.test_change_plan import (
    bill_of,
    choose,
    shelf,
    stock_shelf,
)
from tests.billing.invoicing.test_withdrawals import bought
from tests.catalog.network.letters import posted
from tests.clock import NOON
from tests.factories.accounts import a_person
from tests.factories.invoicing import an_invoice
from tests.factories.lines import a_line
from tests.factories.upgrades import an_upgrade

__all__ = ["shelf"]
DAY = timedelta(days=1)
# The 11th of March: 21 of the 31 days are left, at 8.00 more a month.
LATER = NOON + 10 * DAY
EXTRA = Money(541, "EUR")
APRIL = datetime(2026, 4, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _books_are_right(request):
    if "acme" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("acme")
    yield
    assert faults_of_books() == []
    assert faults_of_bills() == []


def ask(line, *, to="coast-20", seen=EXTRA, at=LATER, **particulars):
    return ask_upgrade(
        line_id=line.pk, offer_code=to, seen=seen, by=line.person_id, at=at, **particulars
    )


def pay(upgrade, *, reference="pi_up", at=LATER):
    return pay_upgrade(upgrade_id=upgrade.pk, payment_reference=reference, at=at)


def answer(line, state, *, at=LATER):
    """Let the network answer what it is asked."""
    switch_plan(line_id=line.pk, at=at)
    event = line.events.get(done_at=None, failed_at=None)
    name = request_id(event_id=event.pk, what=event.what)
    take_line_answer(request_id=name, state=state, reason="no room", at=at)


def counted():
    rows = (PlanUpgrade, Invoice, PlanChange)
    return [one.objects.count() for one in rows]


@pytest.mark.usefixtures("shelf")
def test_what_is_shown_is_asked_once_and_nothing_changes_before_it_is_paid(acme, globex):
    line = a_line()

    assert ask(line) == ask(line)

    upgrade = PlanUpgrade.objects.get()
    assert (upgrade.amount, upgrade.becomes["offer_code"]) == (EXTRA, "coast-20")
    assert line_card(line_id=line.pk).offer_name == "Coast 10"
    # Nobody pays: it lapses without a bill, a debt or a letter.
    assert sweep_dunning(at=LATER + 60 * DAY) == 0
    assert counted() == [1, 0, 0]
    assert mail.outbox == []
    fresh = ask(line, at=LATER + timedelta(minutes=50))
    upgrade.refresh_from_db()
    assert (fresh != upgrade, bool(upgrade.ended_at)) == (True, True)
    with in_tenant(globex), pytest.raises(Line.DoesNotExist):
        ask(line)


@pytest.mark.usefixtures("shelf")
def test_it_is_billed_once_it_is_paid_and_shared_by_the_same_rule(acme):
    line = a_line(person_id=a_person(tenant=acme).pk)
    upgrade = ask(line)

    paid = [pay(upgrade) for _ in range(2)]
    bill = Invoice.objects.get()
    billed = bill.lines.get()

    assert paid[0] == paid[1]
    assert (bill.pk, bill.total, bill.line_id, bill.is_paid) == (
        upgrade.bill_id,
        EXTRA,
        line.pk,
        True,
    )
    assert (billed.period_start, billed.period_end) == (LATER.date(), APRIL.date())
    assert (billed.label, billed.tax_minor) == ("Coast 20", 94)
    parts = dict(billed.parts.values_list("party", "amount_minor"))
    assert sum(parts.values()) == EXTRA.minor
    assert parts["seller"] > 0
    accrue_invoice(invoice_id=bill.pk)
    with in_public():
        assert Accrual.objects.get().amount_minor == parts["seller"]
    # A second payment goes back; whoever was brought here has not paid one more period.
    assert pay(upgrade, reference="pi_other") is None
    assert [one["payment_reference"] for one in posted("payment.overpaid")] == ["pi_other"]
    assert hold_payments(invoice_ids={bill.pk}) == {}
    answer(line, "done")
    assert bill_of(line, APRIL).total == Money(2000, "EUR")


@pytest.mark.usefixtures("shelf")
def test_a_refusal_of_the_network_gives_everything_back_by_itself_and_says_so(acme):
    line = a_line(person_id=a_person(tenant=acme).pk)
    upgrade = ask(line)
    pay(upgrade)
    accrue_invoice(invoice_id=upgrade.bill_id)

    answer(line, "failed")
    [letter] = posted("line.plan_refused")
    refunds = [refund_upgrade(change_id=letter["change_id"], at=LATER) for _ in range(2)]
    told = [tell_of_undone_upgrade(upgrade_id=upgrade.pk, at=LATER) for _ in range(2)]

    assert (refunds[0], refunds[0].amount) == (refunds[1], EXTRA)
    assert len(posted("plan_upgrade.undone")) == 1
    settle_refund(refund_id=refunds[0].pk, stripe_id="re_1", at=LATER)
    with in_public():
        assert sum(Accrual.objects.values_list("amount_minor", flat=True)) == 0
    assert told == [True, False]
    assert mail.outbox[0].subject == "Coast 20 did not work out: your €5.41 goes back"
    assert "stays on Coast 10" in mail.outbox[0].body
    assert bill_of(line, APRIL).total == Money(1200, "EUR")


@pytest.mark.usefixtures("shelf")
def test_it_can_be_tried_again_and_taken_back_with_the_next_period(acme):
    line = a_line()
    pay(ask(line))
    answer(line, "failed")
    again = ask(line)
    pay(again, reference="pi_again")
    answer(line, "done")

    assert line_card(line_id=line.pk).offer_name == "Coast 20"
    assert choose(line, at=LATER) == APRIL.date()
    with pytest.raises(NotForThisLine):
        ask(line)
    assert bill_of(line, APRIL).total == Money(800, "EUR")


@pytest.mark.usefixtures("shelf")
def test_a_smaller_plan_that_waits_is_dropped_only_when_its_owner_says_so(acme):
    line = a_line()
    choose(line)

    with pytest.raises(PlanWaits) as caught:
        ask(line)
    assert caught.value.mend
    assert counted() == [0, 0, 1]
    pay(ask(line, instead_of="coast-5"))
    answer(line, "done")

    assert line_card(line_id=line.pk).next_plan is None
    assert bill_of(line, APRIL).total == Money(2000, "EUR")


def _leaves(line):
    ask_leaving_code(line_id=line.pk, by=line.person_id, at=LATER)


IN_THE_WAY = [
    (lambda line: Line.objects.update(ended_at=NOON), LineEnded),
    (lambda line: schedule_line_end(line_id=line.pk, by=line.person_id, at=NOON), LineEnds),
    (lambda line: Line.objects.update(suspended_at=NOON), LineBarred),
    (lambda line: Line.objects.update(unpaid_since=NOON), LineBarred),
    (lambda line: an_invoice(line_id=line.pk), BillOpen),
    (_leaves, NumberLeaves),
]


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(("given", "refusal"), IN_THE_WAY)
def test_what_stands_in_the_way_is_said_with_how_to_mend_it_and_nothing_moves(acme, given, refusal):
    line = a_line()
    given(line)
    before = counted()

    with pytest.raises(refusal) as caught:
        ask(line)

    assert caught.value.mend
    assert counted() == before


@pytest.mark.usefixtures("shelf")
def test_only_larger_plans_at_the_amount_that_was_shown(acme):
    line = a_line()

    for to in ("coast-5", "coast-10", "coast-data", "coast-week", "coast-pair", "nothing"):
        with pytest.raises(NotForThisLine):
            ask(line, to=to)
    for seen, at in ((Money(540, "EUR"), LATER), (EXTRA, LATER + DAY)):
        with pytest.raises(PriceMoved):
            ask(line, seen=seen, at=at)

    assert counted() == [0, 0, 0]


@pytest.mark.usefixtures("shelf")
def test_money_that_comes_for_a_line_that_cannot_take_it_goes_back_whole(acme):
    line = a_line(person_id=a_person(tenant=acme).pk)
    upgrade = ask(line)
    end_line(line_id=line.pk, at=LATER)
    Line.objects.update(ended_at=LATER)

    for _ in range(2):
        assert (
            take_bill_payment(invoice_id=upgrade.bill_id, payment_reference="pi_up", at=LATER)
            is None
        )

    assert [one["payment_reference"] for one in posted("payment.overpaid")] == ["pi_up"]
    assert counted() == [1, 0, 0]
    assert tell_of_undone_upgrade(upgrade_id=upgrade.pk, at=LATER)
    assert "Your line ended before" in mail.outbox[0].body


@pytest.mark.usefixtures("shelf")
def test_money_that_comes_in_the_next_period_goes_back_whole(acme):
    line = a_line()
    upgrade = ask(line)
    renew_line(line_id=line.pk, at=APRIL)

    assert pay(upgrade, at=APRIL) is None

    assert counted() == [1, 0, 0]
    assert line_card(line_id=line.pk).offer_name == "Coast 10"


@pytest.mark.usefixtures("shelf")
def test_too_little_to_charge_is_given_and_changes_the_plan_all_the_same(acme):
    line, last = a_line(), NOON + 30 * DAY
    upgrade = ask(line, seen=Money(0, "EUR"), at=last)
    answer(line, "done", at=last)

    assert (upgrade.amount_minor, bool(upgrade.paid_at)) == (0, True)
    assert not Invoice.objects.exists()
    assert line_card(line_id=line.pk).offer_name == "Coast 20"


def test_withdrawing_after_an_upgrade_counts_both_bills(acme):
    line, bill = bought(person_id=a_person(tenant=acme).pk)
    upgrade = an_upgrade(line, at=LATER)
    PlanUpgrade.objects.update(from_on=LATER.date())
    upgrade.refresh_from_db()
    pay(upgrade)
    answer(line, "done")
    on = NOON + 20 * DAY

    leaving = leaving_of(line_card(line_id=line.pk), bills_of_plan(line), at=on)

    # The order's own days are over; those of the larger plan are not.
    assert (leaving.is_open, leaving.last_day) == (True, (LATER + 14 * DAY).date())
    back = {one.invoice.pk: one.amount.minor for one in leaving.back}
    assert back == {bill.pk: 1200 - 1200 * 21 // 31, upgrade.bill_id: 800 - 800 * 11 // 21}


@pytest.mark.fault
def test_eight_payments_at_once_make_one_change_and_one_bill(throwaway):
    with in_tenant(throwaway):
        line = a_line()
        upgrade = an_upgrade(line, at=NOON)
    with at_once.taken_away(
        "public", apps="registry|audit|outbox|ledger|settlement|entities|series"
    ):
        with in_public():
            Tenant.objects.create(
                **asdict(throwaway),
                skeleton="throwaway",
                provision_key="test:throwaway",
                created_at=NOON,
                live_at=NOON,
                migration_level=template_level(),
            )
        answers = at_once.together(
            lambda: in_tenant(throwaway),
            lambda n: pay(upgrade, reference=f"pi_{n}", at=NOON),
        )
        with in_tenant(throwaway):
            assert PlanChange.objects.count() == 1
            assert Invoice.objects.count() == 1

    assert len([one for one in answers if one is not None]) == 1


@pytest.mark.fault
def test_eight_presses_at_once_freeze_one_amount(throwaway):
    with in_tenant(throwaway):
        a_line()
    with at_once.taken_away("public", apps="registry|audit|outbox|wholesale"):
        with in_public():
            Tenant.objects.create(
                **asdict(throwaway),
                skeleton="throwaway",
                provision_key="test:throwaway",
                created_at=NOON,
                live_at=NOON,
                migration_level=template_level(),
            )
        with in_tenant(throwaway):
            stock_shelf()
            line = Line.objects.get()
        answers = at_once.together(lambda: in_tenant(throwaway), lambda n: ask(line))
        with in_tenant(throwaway):
            assert PlanUpgrade.objects.count() == 1

    assert len({one.pk for one in answers}) == 1
