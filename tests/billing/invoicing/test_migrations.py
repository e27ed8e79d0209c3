"""What an earlier release numbered stays as it is, and its gaps are named."""

from billing.invoicing.books import faults_of_the_house
from billing.invoicing.models import DunningStep, Invoice
from billing.invoicing.usecases.record_payment import record_payment
from billing.invoicing.usecases.resume_after_payment import resume_after_payment
from catalog.lines.models import Line
from kith.series.models import Series
from kith.wall import in_tenant
from tests.clock import NOON
from tests.factories.invoicing import an_invoice, paid_invoices
from tests.factories.lines import a_line
from tests.insider import edit
from tests.releases import at_release, run

AS_BEFORE = """
UPDATE invoicing_invoice SET seller = NULL, number = 'INV-2026-' || lpad(right(number, 2), 5, '0')
"""


def test_the_series_of_before_moves_and_the_companys_begins_at_one(acme, globex):
    with at_release(acme, app="invoicing", migration="0005_one_transmission"):
        run(
            "INSERT INTO invoicing_numberseries (name, last) VALUES (%s, 41), ('CN-2026', 3)",
            [f"INV-{NOON:%Y}"],
        )

    assert an_invoice().number == f"NL-{NOON:%Y}-000001"
    assert Series.objects.get(name="CN-2026").last == 3
    with in_tenant(globex):
        assert not Series.objects.filter(name="CN-2026").exists()


def test_bills_of_before_keep_their_numbers_and_a_gap_in_them_is_named(acme, client):
    """Each shop counted for itself: the same number in two shops is right for those."""
    paid_invoices(3)
    edit(acme.schema_name, AS_BEFORE)
    edit("public", "DELETE FROM entities_document")
    edit("public", "UPDATE entities_numberseries SET last = 0")
    Series.objects.create(name="INV-2026", last=3)
    assert faults_of_the_house().faults == []

    edit(
        acme.schema_name,
        "UPDATE invoicing_invoice SET number = 'INV-2026-00007' WHERE number = 'INV-2026-00002'",
    )

    faults = faults_of_the_house().faults
    assert [fault for fault in faults if "left out" in fault] == [
        f"acme: INV-2026-0000{n} was left out" for n in (2, 4, 5, 6)
    ]
    assert an_invoice().number == "NL-2026-000001"
    assert Invoice.objects.count() == 4


def test_a_line_that_a_refused_card_barred_stays_so_until_its_bill_is_paid(acme, globex):
    line, other = a_line(), a_line(n=1)
    bill, open_bill = an_invoice(line_id=line.pk), an_invoice(line_id=other.pk)
    Line.objects.filter(pk=line.pk).update(unpaid_since=NOON, suspended_at=NOON)
    with at_release(acme, app="invoicing", migration="0010_papers_say_who_sold"):
        run(
            """
            INSERT INTO invoicing_charge (uuid, invoice_id, turn, amount_minor, currency, purpose,
                idem_key, frozen_at, state, attempts, empty_reads, note, reason, ended_at)
            SELECT gen_random_uuid(), uuid, 4, 1200, 'EUR', key, key, issued_at, 'failed', 1, 0, '',
                   'no_card', issued_at
              FROM invoicing_invoice
            """,
            [],
        )

    [step] = DunningStep.objects.all()
    assert (step.invoice_id, step.step, step.done_at) == (bill.pk, "bar", NOON)
    assert not open_bill.dunning_steps.exists()
    record_payment(invoice_id=bill.pk, key="pi_1", payment_reference="pi_1", at=NOON)
    assert resume_after_payment(invoice_id=bill.pk, at=NOON)
    line.refresh_from_db()
    assert line.unpaid_since is None
