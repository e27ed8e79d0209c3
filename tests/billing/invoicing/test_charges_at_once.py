"""Eight at once, for real: committed, in a schema that is thrown away."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from billing.invoicing.models import Charge, DunningStep, Invoice, Payment, SavedCard
from billing.invoicing.usecases.ask_refund import ask_refund
from billing.invoicing.usecases.decline_charge import decline_charge
from billing.invoicing.usecases.resume_after_payment import resume_after_payment
from billing.invoicing.usecases.schedule_charge import schedule_charge
from billing.invoicing.usecases.sweep_dunning import sweep_dunning
from billing.invoicing.usecases.take_dunning_step import take_dunning_step
from catalog.lines.models import Line
from kith.money import Money
from kith.outbox.models import Letter
from kith.wall import TenantRef, in_public, in_tenant
from kith.wall.migrator import template_level
from tenants.registry.models import Tenant
from tests import at_once
from tests.at_once import wait_until_somebody_waits
from tests.clock import NOON
from tests.factories.lines import a_line

pytestmark = pytest.mark.fault


@pytest.fixture
def billed(throwaway) -> Iterator[TenantRef]:
    """A tenant with one open invoice and a saved card."""
    with in_public():
        tenant = Tenant.objects.create(
            **asdict(throwaway),
            skeleton="throwaway",
            provision_key="test:throwaway",
            created_at=NOON,
            live_at=NOON,
            migration_level=template_level(),
        )
    with in_tenant(throwaway):
        card = SavedCard.objects.create(
            person_id=uuid4(),
            customer="cus_1",
            payment_method="pm_1",
            brand="visa",
            last4="4242",
            exp_month=12,
            exp_year=2034,
            saved_at=NOON,
        )
        Invoice.objects.create(
            key="renewal:1",
            number="INV-1",
            person_id=card.person_id,
            issued_at=NOON,
            due_on=NOON.date(),
            total_minor=1200,
            currency="EUR",
        )
    # What is written down of it is nobody's once it is gone.
    with at_once.taken_away("public", apps="audit"):
        yield throwaway
    with in_public():
        Letter.objects.filter(tenant_id=throwaway.uuid).delete()
        tenant.delete()


def together(tenant, work):
    return at_once.together(lambda: in_tenant(tenant), work, IntegrityError)


def test_one_charge_is_frozen_and_eight_get_it(billed):
    with in_tenant(billed):
        invoice = Invoice.objects.get()

    answers = together(billed, lambda n: schedule_charge(invoice_id=invoice.pk, turn=1, at=NOON))

    assert len({charge.pk for charge in answers}) == 1


def test_one_refusal_is_counted_and_the_next_try_is_posted_once(billed):
    with in_tenant(billed):
        charge = schedule_charge(invoice_id=Invoice.objects.get().pk, turn=1, at=NOON)

    answers = together(
        billed, lambda n: decline_charge(charge_id=charge.pk, reason=f"reason_{n}", at=NOON)
    )

    assert {answer.state for answer in answers} == {Charge.FAILED}
    # The first one's reason stands, and all eight hear of it.
    assert len({answer.reason for answer in answers}) == 1
    with in_public():
        posted = Letter.objects.filter(tenant_id=billed.uuid).values_list("event", flat=True)
        assert sorted(posted) == ["charge.due", "charge.frozen", "charge.refused"]


def test_a_line_is_not_opened_while_another_bill_of_it_bars_it(billed):
    with in_tenant(billed):
        open_one = Invoice.objects.get()
        step = DunningStep.objects.create(invoice=open_one, step="bar", taken_at=NOON)
        line = a_line(person_id=open_one.person_id)
        Line.objects.update(suspended_at=NOON, unpaid_since=NOON)
        Invoice.objects.update(line_id=line.pk)
        paid = Invoice.objects.create(
            key="renewal:2",
            number="INV-2",
            line_id=line.pk,
            issued_at=NOON,
            due_on=NOON.date(),
            paid_at=NOON,
            total_minor=0,
            currency="EUR",
        )

    def open_it() -> bool:
        try:
            with in_tenant(billed):
                return resume_after_payment(invoice_id=paid.pk, at=NOON)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with in_tenant(billed), transaction.atomic():
            assert take_dunning_step(step_id=step.pk, at=NOON)
            going = pool.submit(open_it)
            wait_until_somebody_waits()
        assert going.result(timeout=20) is False
    with in_tenant(billed):
        assert Line.objects.get().unpaid_since == NOON


def test_eight_nights_at_once_take_each_step_up_once_and_bar_the_line_once(billed):
    with in_tenant(billed):
        bill = Invoice.objects.get()
        line = a_line(person_id=bill.person_id)
        Invoice.objects.update(line_id=line.pk)
        DunningStep.objects.create(
            invoice=bill, step="warn", taken_at=NOON, told_at=NOON, done_at=NOON, act_on=NOON
        )
    later = NOON + timedelta(days=30)

    answers = together(billed, lambda n: sweep_dunning(at=later))
    assert sorted(answers) == [0] * 7 + [1]

    with in_tenant(billed):
        step = DunningStep.objects.get(step="bar").pk
    answers = together(billed, lambda n: take_dunning_step(step_id=step, at=later))
    assert sorted(answers) == [False] * 7 + [True]
    with in_tenant(billed):
        assert [event.what for event in line.events.exclude(what="opened")] == ["suspend"]


def test_eight_refunds_of_eight_bills_take_no_more_than_the_month(billed):
    """The default limit is 100.00 a month: of eight times 60.00 one is the shop's own word."""
    with in_tenant(billed):
        bills = [_a_paid_bill(number) for number in range(2, 10)]

    with at_once.taken_away("public", apps="proposals|audit|outbox"):
        answers = together(
            billed,
            lambda n: ask_refund(
                invoice_id=bills[n],
                amount=Money(6_000, "EUR"),
                reason="slow",
                key=f"refund:{n}",
                by=uuid4(),
                at=NOON,
            ),
        )

    assert sorted(type(one).__name__ for one in answers) == ["Proposal"] * 7 + ["Refund"]


def _a_paid_bill(number):
    bill = Invoice.objects.create(
        key=f"paid:{number}",
        number=f"INV-{number}",
        issued_at=NOON,
        due_on=NOON.date(),
        paid_at=NOON,
        total_minor=6_000,
        paid_minor=6_000,
        currency="EUR",
    )
    Payment.objects.create(
        key=f"paid:{number}",
        invoice=bill,
        amount_minor=6_000,
        currency="EUR",
        payment_reference=f"pi_{number}",
        received_at=NOON,
    )
    return bill.pk
