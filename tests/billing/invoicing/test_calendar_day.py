"""One bill has one day: the shop's, on every page, paper and file."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from billing.invoicing.queries import invoice_card
from billing.invoicing.usecases.issue_invoice import issue_invoice
from billing.invoicing.web.papers import invoice_paper
from billing.invoicing.web.shown import list_rows
from catalog.ordering.queries import order_card
from kith.ui.formats import date_text
from kith.wall import on_side
from kith.wall.side import current_side
from tenants.workspace.queries import shop_face
from tests.factories.invoicing import an_invoice
from tests.factories.ordering import a_paid_order
from tests.factories.storefront import an_offer

pytestmark = pytest.mark.urls("config.urls.tenant")

NEW_YEARS_EVE = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
HALLOWEEN = datetime(2026, 10, 31, 23, 30, tzinfo=UTC)
NEW_YEAR = datetime(2027, 1, 1, 2, 0, tzinfo=UTC)


def standing_in(zone):
    side = current_side()
    return on_side(replace(side, tenant=replace(side.tenant, timezone=zone)))


@pytest.mark.parametrize(
    ("zone", "at", "day"),
    [
        ("Europe/Madrid", NEW_YEARS_EVE, date(2027, 1, 1)),
        ("Europe/Madrid", HALLOWEEN, date(2026, 11, 1)),
        ("Atlantic/Canary", NEW_YEARS_EVE, date(2026, 12, 31)),
        ("America/Bogota", NEW_YEAR, date(2026, 12, 31)),
    ],
)
def test_number_list_and_paper_have_the_shops_day(acme, zone, at, day):
    with standing_in(zone):
        invoice = an_invoice(at=at)
        [row] = list_rows([invoice], url_name="desk-invoice")
        paper = invoice_paper(invoice_card(number=invoice.number), face=shop_face())

    assert invoice.number.startswith(f"NL-{day.year}-")
    assert row["issued_at"] == day
    assert ("Issued", date_text(day)) in paper.facts


@pytest.mark.parametrize(
    ("zone", "at", "day"),
    [
        ("Europe/Madrid", NEW_YEARS_EVE, date(2027, 1, 1)),
        ("America/Bogota", NEW_YEAR, date(2026, 12, 31)),
    ],
)
def test_a_bill_is_not_due_before_the_day_it_was_issued(acme, zone, at, day):
    an_offer()
    order = a_paid_order()

    with standing_in(zone):
        assert issue_invoice(order=order_card(order.pk), at=at).due_on == day
