"""A customer in service joins the circle and counts for whoever encouraged them."""

from datetime import timedelta

import pytest

from ambassadors.circle.models import Member
from ambassadors.circle.usecases.count_customer import count_customer
from ambassadors.circle.usecases.count_invoice import count_invoice
from ambassadors.circle.usecases.measure_member import measure_member
from ambassadors.circle.usecases.welcome_customer import welcome_customer
from ambassadors.program.models import CircleMeasure
from ambassadors.referral.models import PaidCycle, Referral
from billing.invoicing.usecases.bill_paid_order import bill_paid_order
from catalog.lines.models import Line
from catalog.ordering.models import Order
from kith.wall import in_public, in_tenant
from tests.clock import NOON
from tests.factories.invoicing import a_paid_invoice
from tests.factories.lines import a_line
from tests.factories.program import a_person
from tests.factories.referral import a_referral


@pytest.fixture
def bought(acme):
    """An order of Ana's in service, sent by Maya, with its line."""
    maya, ana = a_person(name="Maya Kern"), a_person(name="Ana Ruiz")
    order = Order.objects.create(
        number="K-TEST01",
        token="t" * 40,
        idempotency_key="one",
        person_id=ana.pk,
        encouraged_by_id=maya.pk,
        contact_name="Ana Ruiz",
        contact_email="ana@example.org",
        offer_code="coast-10",
        offer_name="Coast 10",
        base_code="monthly-10",
        period="month",
        total_minor=1200,
        wholesale_minor=500,
        tax_basis_points=2100,
        currency="EUR",
        sim_form="esim",
        placed_at=NOON,
        paid_at=NOON,
        active_at=NOON,
    )
    line = a_line(person_id=ana.pk)
    return maya, ana, order, line


def test_the_customer_joins_is_counted_and_named(bought, acme):
    maya, ana, order, _line = bought

    welcome_customer(order_id=order.pk, at=NOON)

    assert Member.objects.get().person_id == ana.pk
    with in_public():
        referral = Referral.objects.get()
        assert (referral.referrer_id, referral.activated_at) == (maya.pk, NOON)
        assert (referral.tenant_id, referral.evidence["order"]) == (acme.uuid, "K-TEST01")
        assert CircleMeasure.objects.get(person_id=ana.pk).active_lines == 1


def test_welcoming_twice_changes_nothing(bought):
    welcome_customer(order_id=bought[2].pk, at=NOON)
    welcome_customer(order_id=bought[2].pk, at=NOON.replace(hour=20))

    assert Member.objects.count() == 1
    with in_public():
        assert Referral.objects.get().activated_at == NOON


def test_naming_oneself_at_the_till_counts_for_nobody_and_stops_nothing(bought):
    _maya, ana, order, _line = bought
    Order.objects.filter(pk=order.pk).update(encouraged_by_id=ana.pk)

    assert welcome_customer(order_id=order.pk, at=NOON).person_id == ana.pk

    with in_public():
        assert not Referral.objects.exists()


def test_the_name_on_the_order_stands_though_the_one_of_sign_up_is_counted_first(bought):
    """A slow letter of the sign-up is heard of before those of the order and its bills."""
    maya, ana, order, _line = bought
    leo = a_person(name="Leo Roth")
    for at in (NOON, NOON + timedelta(days=31)):
        a_paid_invoice(person_id=ana.pk, at=at)
    a_referral(referrer=leo, referred=ana, claimed_at=NOON)

    count_customer(referred_id=ana.pk)
    welcome_customer(order_id=order.pk, at=NOON)

    with in_public():
        referral = Referral.objects.get()
        assert referral.qualified_at == NOON + timedelta(days=31)
        assert referral.referrer_id == maya.pk


def test_the_buyers_own_mailbox_behind_the_link_is_held(bought):
    maya, _ana, order, _line = bought
    Order.objects.filter(pk=order.pk).update(contact_email=maya.email)

    welcome_customer(order_id=order.pk, at=NOON)

    with in_public():
        assert Referral.objects.get().hold_reason == "same mailbox"


def test_an_order_without_a_person_welcomes_nobody(bought):
    order = bought[2]
    Order.objects.filter(pk=order.pk).update(person_id=None)

    assert welcome_customer(order_id=order.pk, at=NOON) is None
    assert not Member.objects.exists()


def test_a_line_that_ended_counts_no_more(bought):
    _maya, ana, order, line = bought
    welcome_customer(order_id=order.pk, at=NOON)
    Line.objects.filter(pk=line.pk).update(ended_at=NOON)

    measure_member(person_id=ana.pk, at=NOON)

    with in_public():
        assert CircleMeasure.objects.get(person_id=ana.pk).active_lines == 0


def test_the_other_shop_keeps_its_own_counts(bought, acme, globex):
    welcome_customer(order_id=bought[2].pk, at=NOON)

    with in_tenant(globex):
        assert not Member.objects.exists()
    with in_public():
        assert set(CircleMeasure.objects.values_list("tenant_id", flat=True)) == {acme.uuid}


def test_a_payment_told_before_the_activation_counts_all_the_same(bought):
    _maya, _ana, order, _line = bought
    bill = bill_paid_order(order_id=order.pk, payment_reference="pi_1", at=NOON)

    count_invoice(invoice_id=bill.pk)
    welcome_customer(order_id=order.pk, at=NOON)

    with in_public():
        referral = Referral.objects.get()
        assert referral.activated_at == NOON
        assert PaidCycle.objects.filter(referral=referral).count() == 1
