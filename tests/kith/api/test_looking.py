"""Every member that is shown is looked for by what it shows, and finds its thing."""

from collections.abc import Iterator
from datetime import date
from itertools import batched
from typing import Any
from urllib.parse import urlencode

import pytest

from catalog.lines.models import Line
from catalog.storefront.models import Offer
from catalog.storefront.usecases.withdraw_offer import withdraw_offer
from kith.api.reading import MOST_VALUES
from kith.money import tax_inside
from kith.taxed import tax_inside_of
from tests.clock import NOON
from tests.factories.accounts import a_person, sign_in
from tests.factories.invoicing import a_paid_invoice, an_invoice
from tests.factories.lines import a_line
from tests.factories.ordering import a_paid_order, an_order
from tests.factories.storefront import an_offer
from tests.tmf import base_path

OFFERS = f"{base_path('620')}productOffering"
PRICES = f"{base_path('620')}productOfferingPrice"
ORDERS = f"{base_path('622')}productOrder"
LINES = f"{base_path('637')}product"
BILLS = f"{base_path('678')}customerBill"
RATES = f"{base_path('678')}appliedCustomerBillingRate"
MARCH = (date(2026, 3, 1), date(2026, 4, 1))
REMARKS = {
    "description": "For the new office; third floor, left",
    "category": "B2C",
    "note": [{"id": "1", "text": "Ring twice."}],
    "channel": [{"id": "9", "role": "web"}],
}


@pytest.fixture
def shop(client, acme):
    """A reader with one of each kind of thing beside others, each of another price."""
    me = a_person(tenant=acme)
    an_offer(name="Coast 10")
    an_offer(name="Alps 30", price_minor=1549)
    withdraw_offer(code=an_offer(name="Old 5", price_minor=999).code, at=NOON)
    order = a_paid_order(person_id=me.pk)
    order.external_id, order.remarks = "PO-77", REMARKS
    order.save()
    an_order(person_id=me.pk)
    line = a_line(person_id=me.pk, n=1)
    a_line(person_id=me.pk, n=2)
    Line.objects.update(allowances={"data_mb": 5_120})
    Line.objects.filter(pk=line.pk).update(allowances={"data_mb": 10_240, "minutes": None})
    a_paid_invoice(person_id=me.pk, prices=(1_200, 2_400), period=MARCH)
    an_invoice(person_id=me.pk)
    return sign_in(client, me, acme)


def leaves(told: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Go through what an answer shows, each value with the path of its member."""
    if isinstance(told, list):
        for each in told:
            yield from leaves(each, path)
    elif isinstance(told, dict):
        for name, value in told.items():
            yield from leaves(value, f"{path}.{name}".lstrip("."))
    else:
        yield path, str(told).lower() if isinstance(told, bool) else str(told)


def ids(answer):
    assert answer.status_code == 200, answer.content
    return [each["id"] for each in answer.json()]


def found(client, address, parts):
    """Return the ids of what is found by these members."""
    return ids(client.get(f"{address}?{urlencode(parts)}"))


@pytest.mark.parametrize("address", [OFFERS, PRICES, ORDERS, LINES, BILLS, RATES])
def test_a_thing_is_found_by_each_member_it_shows(shop, address):
    for thing in shop.get(address, {"limit": 2}).json():
        # What has a comma in it would be read as two values.
        shown = [(name, value) for name, value in leaves(thing) if not {*",;"} & {*value}]
        for several in batched(shown, 12):
            assert thing["id"] in found(shop, address, several), several


@pytest.mark.parametrize("address", [OFFERS, PRICES, ORDERS, LINES, BILLS, RATES])
def test_a_member_is_shown_alone_however_deep_it_stands(shop, address):
    thing = shop.get(address, {"limit": 1}).json()[0]
    for path in {path for path, _ in leaves(thing)}:
        [cut] = shop.get(address, {"limit": 1, "fields": path}).json()
        assert {name for name, _ in leaves(cut)} <= {path, "id", "href", "@type"}
        assert dict(leaves(cut))[path] == dict(leaves(thing))[path]


@pytest.mark.parametrize(
    ("address", "query", "count"),
    [
        (PRICES, "price.value.gte=15.49", 1),
        (PRICES, "price.value.gt=15.49", 0),
        (PRICES, "price.value.lt=15.4900", 1),
        (PRICES, "price.value.gt=15.485", 1),
        (PRICES, "price.value<=12&tax.taxRate>20.5", 1),
        (PRICES, "price.value=12,15.49", 2),
        (PRICES, "price.value=12.001", 0),
        (PRICES, "price.value.lt=99999999999999999999", 2),
        (PRICES, "recurringChargePeriodLength.gte=1", 2),
        (OFFERS, "lifecycleStatus=Retired", 1),
        (OFFERS, "lifecycleStatus=Retired;lifecycleStatus=Active", 3),
        (OFFERS, "isBundle=true", 0),
        (OFFERS, "name=Alps%2030;name=Coast%2010", 2),
        (ORDERS, "note.text=Ring%20twice.", 1),
        (ORDERS, "note.text=Ring", 0),
        (LINES, "productCharacteristic.value=unlimited", 1),
        (LINES, "productCharacteristic.value=10240", 1),
        (LINES, "productCharacteristic.name=nextRenewalOn", 2),
        (LINES, "productCharacteristic.name=texts", 0),
        (BILLS, "remainingAmount.value.gt=0", 1),
        (BILLS, "amountDue.value.gte=12;amountDue.value.lt=5", 2),
        (BILLS, "paymentDueDate.gt=2020-01-01T00:00:00Z&state=settled", 1),
        (RATES, "isBilled=true", 3),
        (RATES, "isBilled=false", 0),
        (RATES, "taxIncludedAmount.value=24", 1),
        (RATES, "periodCoverage.startDateTime=2026-02-28T23:00:00Z", 2),
        (RATES, "periodCoverage.startDateTime.lt=2026-02-28T23:00:00Z", 0),
        (RATES, "periodCoverage.startDateTime.lt=2026-02-28T23:00:01Z", 2),
        (RATES, "periodCoverage.startDateTime.gt=2026-02-28T22:59:59Z", 2),
    ],
)
def test_a_comparison_keeps_what_fits(shop, address, query, count):
    assert len(ids(shop.get(f"{address}?{query}"))) == count


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("price.value=cheap", "query.bad_value"),
        ("price.value=1e5", "query.bad_value"),
        ("isBundle=perhaps", "query.bad_value"),
        ("isBundle.gt=true", "query.not_compared"),
        ("priceType=free", "query.bad_value"),
        ("tax.taxCategory=GST", "query.bad_value"),
        ("href=http://[", "query.bad_value"),
        ("href=coast-10", "query.bad_value"),
        ("price.value=1;name=Alps", "query.malformed"),
        ("sort=isBundle", "query.unknown_attribute"),
    ],
)
def test_what_no_value_can_be_is_refused(shop, query, code):
    answer = shop.get(f"{PRICES}?{query}")

    assert (answer.status_code, answer.json()["code"]) == (400, code)


@pytest.mark.parametrize("moment", ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z"])
@pytest.mark.parametrize("word", ["", ".gt"])
def test_a_moment_without_a_day_where_the_shop_is_is_refused(shop, word, moment):
    answer = shop.get(f"{BILLS}?paymentDueDate{word}={moment}")

    assert (answer.status_code, answer.json()["code"]) == (400, "query.bad_value")


@pytest.mark.parametrize("between", [",", ";", ";price.value=", "&price.value="])
def test_as_many_values_are_looked_for_as_a_page_has_things(shop, between):
    most = ["12"] * MOST_VALUES
    answer = shop.get(f"{PRICES}?price.value={between.join([*most, '12'])}")

    assert (answer.status_code, answer.json()["code"]) == (400, "query.too_many_values")
    assert len(ids(shop.get(f"{PRICES}?price.value={between.join(most)}"))) == 1


def test_a_phone_number_is_looked_for_as_it_is_told(client, acme, shop):
    line, number = Line.objects.order_by("e164").first(), "productSerialNumber"
    assert found(shop, LINES, [(number, line.e164)]) == [str(line.pk)]

    sign_in(client, a_person(tenant=acme, role="reseller"), acme)
    told = {each["id"]: each["productSerialNumber"] for each in client.get(LINES).json()}
    masked = told[str(line.pk)]
    assert str(line.pk) in found(client, LINES, [(number, masked)])
    # The desk cannot find out by guessing what it is not shown.
    pierced = masked.replace("•", line.e164[-3], 1)
    for guess in (line.e164, f"{line.e164[:-3]}•{line.e164[-2:]}", pierced):
        assert found(client, LINES, [(number, guess)]) == []


def test_the_way_to_an_order_is_not_looked_for(shop):
    order = shop.get(ORDERS).json()[0]
    value = "productOrderItem.product.productCharacteristic.value"

    assert ids(shop.get(f"{ORDERS}?{value}=esim"))
    assert ids(shop.get(f"{ORDERS}?{value}=http://acme.kith.localhost/")) == []
    assert "orderUrl" not in str(order)


def test_the_database_taxes_to_the_cent_as_we_do(acme):
    rates = (0, 400, 700, 1_000, 2_000, 2_100, 2_550)
    offer = an_offer(name="Coast 10")
    for minor in (1, 2, 3, 21, 121, 999, 1_200, 1_549, 4_242, 99_999_999_999):
        for rate in rates:
            Offer.objects.update(price_minor=minor, wholesale_minor=0, tax_basis_points=rate)
            told = Offer.objects.annotate(tax=tax_inside_of("price_minor", "tax_basis_points"))
            assert told.values_list("tax", flat=True).get(pk=offer.pk) == tax_inside(minor, rate)
