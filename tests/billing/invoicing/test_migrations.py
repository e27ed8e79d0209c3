"""What an earlier release numbered stays as it is, and its gaps are named."""

from billing.invoicing.books import faults_of_the_house
from billing.invoicing.models import Invoice
from kith.series.models import Series
from kith.wall import in_tenant
from tests.clock import NOON
from tests.factories.invoicing import an_invoice, paid_invoices
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
