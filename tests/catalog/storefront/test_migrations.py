"""A page kept under an earlier release is not taken for today's."""

from catalog.storefront.queries import shop_state
from catalog.storefront.shelf import shelf_has_changed
from tests.clock import NOON
from tests.releases import at_release, run


def test_the_version_of_the_shelf_goes_on(acme):
    with at_release(acme, app="storefront", migration="0001_the_shelf"):
        run(
            "INSERT INTO storefront_catalogueversion (id, number, changed_at) VALUES (1, 7, %s)",
            [NOON],
        )
    assert shop_state().version == 7

    shelf_has_changed()

    assert shop_state().version == 8
