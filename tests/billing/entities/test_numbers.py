"""The papers of one company are numbered in one series through all its shops, without a gap."""

from collections import Counter
from uuid import uuid4

import pytest
from django.db import connection, transaction

from billing.entities.models import Document, LegalEntity, NumberSeries
from billing.entities.numbering import CREDIT_NOTE, INVOICE, next_number
from billing.entities.queries import sellers_of
from billing.invoicing.books import faults_of_the_house
from billing.invoicing.models import Invoice
from billing.invoicing.usecases.issue_invoices import issue_invoices
from kith.wall import in_public, in_tenant
from tests import at_once
from tests.at_once import AT_ONCE, taken_away
from tests.clock import NOON
from tests.factories.invoicing import a_draft, a_paid_invoice, a_refund, an_invoice
from tests.insider import edit


def test_two_shops_of_one_company_count_on_together(acme, globex):
    first = an_invoice()
    with in_tenant(globex):
        second = an_invoice()
    third = an_invoice()

    numbers = [first.number, second.number, third.number]
    assert numbers == ["NL-2026-000001", "NL-2026-000002", "NL-2026-000003"]
    assert Invoice.objects.count() == 2


def test_credit_notes_have_a_series_of_their_own(acme, globex):
    with in_tenant(globex):
        a_refund(a_paid_invoice())
    bill = a_paid_invoice()
    a_refund(bill, minor=100)
    a_refund(bill, minor=200)

    numbers = bill.credit_notes.order_by("number").values_list("number", flat=True)
    assert list(numbers) == ["NL-C-2026-000002", "NL-C-2026-000003"]


def test_another_company_counts_for_itself(acme):
    with in_public():
        other = LegalEntity.objects.create(code="OTHER", is_telco=False, created_at=NOON)
        words = sellers_of().details[0]
        words.pk, words.entity = None, other
        words.save(force_insert=True)
    numbers = [
        next_number(
            seller=sellers_of(entity).at(NOON), kind=CREDIT_NOTE, document_id=uuid4(), at=NOON
        )
        for entity in (None, other.pk, None)
    ]

    assert numbers == ["NL-C-2026-000001", "OTHER-C-2026-000001", "NL-C-2026-000002"]


def test_what_fails_gives_its_number_back(acme, globex):
    with in_tenant(globex), pytest.raises(ZeroDivisionError), transaction.atomic():
        an_invoice()
        raise ZeroDivisionError

    assert an_invoice().number == "NL-2026-000001"
    with in_public():
        assert Document.objects.count() == 1


@pytest.mark.fault
def test_eight_at_once_in_two_shops_leave_no_gap_and_bill_nothing_twice(house):
    """In each shop four bill two things, each of them twice."""
    shops = [house["acme"], house["globex"]]
    schemas = ["public", *(shop.schema_name for shop in shops)]

    def bill(n):
        with in_tenant(shops[n % 2]):
            return issue_invoices(drafts=[a_draft(key=f"order:{n // 4}")])[0].number

    with taken_away(*schemas, apps="entities|invoicing|ledger|series"):
        numbers = at_once.together(in_public, bill)

    assert len(numbers) == AT_ONCE
    assert Counter(numbers) == {f"NL-2026-{n:06d}": 2 for n in range(1, 5)}


def test_no_shop_reads_or_writes_the_register(acme):
    an_invoice()

    for statement in (
        "SELECT 1 FROM public.entities_document",
        "SELECT 1 FROM public.entities_entitydetails",
        "UPDATE public.entities_numberseries SET last = 7",
    ):
        with pytest.raises(Exception, match="permission denied"), transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(statement)


def test_a_number_is_never_written_over(acme):
    bill = an_invoice()

    with pytest.raises(Exception, match="never rewritten"), transaction.atomic():
        Invoice.objects.filter(pk=bill.pk).update(number="NL-2026-000099")
    with in_public(), pytest.raises(Exception, match="permission denied"), transaction.atomic():
        Document.objects.update(number="NL-2026-000099")


# What somebody with the database's own keys does, where, and what it is named as.
EDITS = (
    (
        "acme",
        "UPDATE invoicing_invoice SET number = 'NL-2026-000009' WHERE number = 'NL-2026-000001'",
        "acme: NL-2026-000009 is the paper that NL-2026-000001 was given to",
    ),
    (
        "acme",
        """UPDATE invoicing_invoice SET seller = jsonb_set(seller, '{legal_name}', '"Mine SL"')""",
        "acme: NL-2026-000001 says of the company what it never said",
    ),
    (
        "acme",
        "UPDATE invoicing_invoice SET seller = NULL, number = 'INV-2026-00001'",
        "acme: the paper that NL-2026-000001 was given to is gone",
    ),
    (
        "public",
        "DELETE FROM entities_document WHERE number = 'NL-2026-000001'",
        "the telco: NL-2026-000001 was left out",
    ),
    (
        "public",
        "UPDATE entities_document SET number = 'NL-2026-000007' WHERE position = 2",
        "the telco: NL-2026-000007 stands in the place of NL-2026-000002",
    ),
    (
        "public",
        "UPDATE entities_numberseries SET last = 5",
        "the telco: NL-2026-000004 was left out",
    ),
    (
        "public",
        "UPDATE entities_numberseries SET last = 1",
        "the telco: the series invoice of 2026: 1 says less than was given",
    ),
)


@pytest.mark.parametrize(("where", "statement", "named"), EDITS)
def test_an_insiders_edit_of_a_number_is_named(acme, globex, where, statement, named):
    an_invoice()
    with in_tenant(globex):
        an_invoice()
    assert faults_of_the_house().faults == []

    assert edit({"acme": acme.schema_name}.get(where, where), statement)

    assert named in faults_of_the_house().faults


def test_a_series_that_lost_very_much_is_not_listed_whole(acme):
    an_invoice()
    with in_public():
        NumberSeries.objects.filter(kind=INVOICE).update(last=500)

    named = [fault for fault in faults_of_the_house().faults if "NL-" in fault or "more" in fault]
    assert len(named) == 21
    assert named[-1] == "the telco: and 479 more of invoice of 2026: 500"
