"""Corridors: what a seller pays, and between which prices it may sell."""

import pytest
from django.utils.translation import override

from catalog.storefront.questions import sale_split
from catalog.wholesale.models import WholesaleTerm
from catalog.wholesale.queries import NoSuchProduct, base_product, base_products
from kith.money import Money
from kith.wall import current_side, in_tenant
from tests.clock import NOON
from tests.factories.wholesale import a_base_product


@pytest.mark.parametrize(
    ("kind", "wholesale", "floor", "ceiling"),
    [("operator", 645, 805, 1560), ("reseller", 645, 805, 1560), ("home", 0, 1, 1560)],
)
def test_each_kind_of_seller_has_its_corridor(public, kind, wholesale, floor, ceiling):
    a_base_product(retail_minor=1200)

    product = base_product(code="monthly-10", seller_kind=kind, at=NOON)

    told = (product.wholesale.minor, product.floor.minor, product.ceiling.minor)
    assert told == (wholesale, floor, ceiling)


@pytest.mark.parametrize("retail", [1, 99, 333, 850, 1205, 99_999])
@pytest.mark.parametrize("tax", [0, 400, 2_100, 2_550])
def test_a_sale_at_the_floor_brings_what_it_costs(public, retail, tax):
    a_base_product(retail_minor=retail, tax_basis_points=tax)

    product = base_product(code="monthly-10", seller_kind="operator", at=NOON)

    at = {"tax_basis_points": tax, "wholesale_minor": product.wholesale.minor}
    at |= {"seller_kind": "operator", "at": NOON}
    parts, lower = (
        sale_split(gross_minor=minor, **at)
        for minor in (product.floor.minor, max(0, product.floor.minor - 1))
    )
    # Nobody loses by it, and a cent less would cost somebody.
    assert parts.get("wholesale", 0) == product.wholesale.minor
    assert lower.get("wholesale", 0) < product.wholesale.minor


def test_terms_hold_from_their_day_on(public):
    a_base_product(retail_minor=1210)
    WholesaleTerm.objects.create(
        seller_kind="operator",
        starts_at=NOON.replace(day=2),
        wholesale_basis_points=6_000,
        fee_basis_points=200,
        ceiling_basis_points=12_000,
    )

    before = base_product(code="monthly-10", seller_kind="operator", at=NOON)
    after = base_product(code="monthly-10", seller_kind="operator", at=NOON.replace(day=3))
    agent = base_product(code="monthly-10", seller_kind="reseller", at=NOON.replace(day=3))

    assert (before.wholesale, before.ceiling) == (Money(650, "EUR"), Money(1573, "EUR"))
    # 60 % and 2 % of 10.00, 3 % of the sale for the network, and 21 % tax on all of it.
    assert (after.wholesale, after.floor) == (Money(600, "EUR"), Money(773, "EUR"))
    assert after.ceiling == Money(1452, "EUR")
    assert agent.wholesale == before.wholesale


def test_a_tenant_reads_base_products_from_its_own_side(acme, globex):
    a_base_product()

    assert [product.code for product in base_products(seller_kind="reseller", at=NOON)] == [
        "monthly-10"
    ]
    with in_tenant(globex):
        side = current_side()
        assert len(base_products(seller_kind="reseller", at=NOON)) == 1
        assert current_side() == side


def test_a_product_nobody_sells_is_refused(public):
    a_base_product(withdrawn_at=NOON)

    with pytest.raises(NoSuchProduct):
        base_product(code="monthly-10", seller_kind="home", at=NOON)


def test_plans_come_before_add_ons_and_the_cheapest_first(public):
    for kind, price in (("addon", 300), ("monthly", 1500), ("family", 1900), ("monthly", 900)):
        a_base_product(code=f"{kind}-{price}", kind=kind, retail_minor=price)

    found = [product.code for product in base_products(seller_kind="home", at=NOON)]

    assert found == ["monthly-900", "monthly-1500", "family-1900", "addon-300"]


def test_the_refusal_is_said_in_the_readers_language(public):
    with override("es"), pytest.raises(NoSuchProduct) as refused:
        base_product(code="nothing", seller_kind="home", at=NOON)

    assert str(refused.value) == "“nothing” no está a la venta."
    assert refused.value.mend == "Elige otro producto base."


@pytest.mark.parametrize("count", [1, 50])
def test_the_list_costs_the_same_for_any_number_of_products(public, query_budget, count):
    for number in range(count):
        a_base_product(code=f"product-{number}")

    with query_budget(3):  # the products, the terms, how sales are split
        assert len(base_products(seller_kind="reseller", at=NOON)) == count
