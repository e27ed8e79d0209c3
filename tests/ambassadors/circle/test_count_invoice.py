"""What a customer paid, and did not get back, counts for whoever encouraged them."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ambassadors.circle.usecases.count_customer import count_customer
from ambassadors.circle.usecases.count_invoice import count_invoice
from ambassadors.referral.models import PaidCycle, Referral
from ambassadors.referral.usecases.note_activation import note_activation
from billing.invoicing.usecases.undo_refund import undo_refund
from kith.wall import in_public, in_tenant
from tests.clock import NOON
from tests.factories.invoicing import a_paid_invoice, a_refund, an_invoice
from tests.factories.program import a_person
from tests.factories.referral import a_referral

LATER = NOON + timedelta(days=31)


@pytest.fixture
def ana(acme):
    """A customer in service whom Maya encouraged."""
    maya, ana = a_person(name="Maya"), a_person(name="Ana")
    a_referral(referrer=maya, referred=ana)
    note_activation(referred_id=ana.pk, at=NOON)
    return ana


def test_two_invoices_make_a_referral_count(ana):
    first, second = a_paid_invoice(person_id=ana.pk), a_paid_invoice(person_id=ana.pk, at=LATER)

    count_invoice(invoice_id=first.pk)
    again = count_invoice(invoice_id=first.pk)
    assert again.qualified_at is None
    count_invoice(invoice_id=second.pk)

    with in_public():
        assert Referral.objects.get().qualified_at == LATER
        assert PaidCycle.objects.count() == 2


def test_a_late_or_repeated_letter_of_a_refunded_invoice_counts_nothing(ana):
    refunded, partly = a_paid_invoice(person_id=ana.pk), a_paid_invoice(person_id=ana.pk)
    a_refund(refunded, at=NOON + timedelta(days=1))
    a_refund(partly, minor=100)

    for _ in range(2):
        count_invoice(invoice_id=refunded.pk)
    count_invoice(invoice_id=partly.pk)

    with in_public():
        taken_back = PaidCycle.objects.exclude(refunded_at=None)
        assert taken_back.get().refunded_at == NOON + timedelta(days=1)
        assert PaidCycle.objects.get(refunded_at=None).invoice_id == partly.pk
        # Both stood for a day, which made it count; a human says what of that stays.
        assert Referral.objects.get().hold_reason == "an invoice was refunded"


def test_a_refund_that_nobody_told_of_yet_is_seen_when_the_next_payment_counts(ana):
    first = a_paid_invoice(person_id=ana.pk)
    count_invoice(invoice_id=first.pk)
    a_refund(first, at=NOON + timedelta(days=1))
    second = a_paid_invoice(person_id=ana.pk, at=LATER)

    for told in (second, first, second):
        referral = count_invoice(invoice_id=told.pk)
        assert (referral.qualified_at, referral.held_at) == (None, None)


def test_what_was_paid_before_the_name_was_known_counts_too(acme, globex):
    maya, ana = a_person(name="Maya"), a_person(name="Ana")
    invoices = [a_paid_invoice(person_id=ana.pk) for _ in range(2)]
    for invoice in invoices:
        assert count_invoice(invoice_id=invoice.pk) is None
    a_referral(referrer=maya, referred=ana)

    with in_tenant(globex):
        count_customer(referred_id=ana.pk)
    with in_public():
        assert not PaidCycle.objects.exists()
    for _ in range(2):
        count_customer(referred_id=ana.pk)

    with in_public():
        assert PaidCycle.objects.count() == 2


def test_a_customer_is_counted_under_one_lock_of_the_bills_and_the_bills_come_first(ana):
    bills = [a_paid_invoice(person_id=ana.pk) for _ in range(5)]

    with CaptureQueriesContext(connection) as said:
        count_customer(referred_id=ana.pk)

    locked = re.findall(r'FROM "(\w+)" .*FOR UPDATE', "\n".join(one["sql"] for one in said))
    assert locked[0] == "invoicing_invoice"
    assert locked.count("invoicing_invoice") == 1
    with in_public():
        assert PaidCycle.objects.count() == len(bills)


def test_an_open_invoice_or_one_of_somebody_nobody_named_counts_nothing(ana):
    stranger = a_person(name="Stranger")

    assert count_invoice(invoice_id=an_invoice(person_id=ana.pk).pk) is None
    assert count_invoice(invoice_id=a_paid_invoice().pk) is None
    assert count_invoice(invoice_id=a_paid_invoice(person_id=stranger.pk).pk) is None

    with in_public():
        assert not PaidCycle.objects.exists()


def test_a_refund_that_did_not_arrive_counts_as_paid_again(ana):
    invoice = a_paid_invoice(person_id=ana.pk)
    refund = a_refund(invoice, at=NOON + timedelta(days=1))
    count_invoice(invoice_id=invoice.pk)

    undo_refund(refund_id=refund.pk, reason="the card was closed", at=LATER)
    count_invoice(invoice_id=invoice.pk)

    with in_public():
        assert PaidCycle.objects.get().refunded_at is None
