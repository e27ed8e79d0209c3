"""What an earlier release numbered goes on without a gap."""

from kith.series.models import Series
from kith.wall import in_tenant
from tests.clock import NOON
from tests.factories.invoicing import an_invoice
from tests.releases import at_release, run


def test_the_numbers_of_bills_go_on(acme, globex):
    with at_release(acme, app="invoicing", migration="0005_one_transmission"):
        run(
            "INSERT INTO invoicing_numberseries (name, last) VALUES (%s, 41), ('CN-2026', 3)",
            [f"INV-{NOON:%Y}"],
        )

    assert an_invoice().number == f"INV-{NOON:%Y}-00042"
    assert Series.objects.get(name="CN-2026").last == 3
    with in_tenant(globex):
        assert not Series.objects.filter(name="CN-2026").exists()
