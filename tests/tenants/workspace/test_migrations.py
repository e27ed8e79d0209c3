"""What an earlier release knew of a shop's looks is known after the next."""

from kith.wall import in_tenant
from tenants.workspace.models import Workspace
from tests.releases import at_release, run

SHOP = """
INSERT INTO workspace_workspace (
    id, name, tagline, about, support_email, support_hours, languages
) VALUES (1, 'Harbour Calls', '', '', '', '', '["en"]')
"""
BRAND = """
INSERT INTO workspace_brand (
    workspace_id, accent, ink_on_accent, surface_tint, radius, type_pairing, logo, logo_width,
    logo_height
) VALUES (1, '#7a1f5c', '#ffffff', '#f5eef2', 4, 'signal', 'abc.png', 300, 120)
"""


def test_the_brand_moves_into_the_row_of_its_shop(acme, globex):
    with at_release(acme, app="workspace", migration="0001_shop_and_brand"):
        run(SHOP)
        run(BRAND)

    shop = Workspace.objects.get()

    assert (shop.name, shop.accent, shop.radius) == ("Harbour Calls", "#7a1f5c", 4)
    assert (shop.logo, shop.logo_width, shop.logo_height) == ("abc.png", 300, 120)
    assert shop.has_brand
    with in_tenant(globex):
        assert not Workspace.objects.exists()


def test_a_shop_without_a_brand_stays_without(acme):
    with at_release(acme, app="workspace", migration="0001_shop_and_brand"):
        run(SHOP)

    assert not Workspace.objects.get().has_brand
