"""A page kept under an earlier release is not taken for today's."""

from catalog.storefront.queries import offers_on_sale, shop_state
from catalog.storefront.shelf import shelf_has_changed
from tests.clock import NOON
from tests.factories.storefront import an_offer
from tests.releases import at_release, run


def test_the_version_of_the_shelf_goes_on(acme):
    with at_release(acme, app="storefront", migration="0001_the_shelf"):
        run(
            "INSERT INTO storefront_catalogueversion (id, number, changed_at) VALUES (1, 7, %s)"
            " ON CONFLICT (id) DO UPDATE SET number = excluded.number",
            [NOON],
        )
    assert shop_state().version == 7

    shelf_has_changed()

    assert shop_state().version == 8


def test_add_ons_leave_the_shelf_and_plans_stay(acme):
    an_offer(name="Plan")
    an_offer(name="World")
    shown = shop_state().version

    with at_release(acme, app="storefront", migration="0002_the_shelf_is_counted_with_the_others"):
        run("UPDATE storefront_offer SET kind = 'addon' WHERE code = 'world'", [])

    assert [card.name for card in offers_on_sale()] == ["Plan"]
    assert shop_state().version == shown + 1
