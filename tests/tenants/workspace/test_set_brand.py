import pytest

from kith.audit.models import AuditEntry
from kith.ui.contrast import contrast_ratio
from kith.wall import in_public, in_tenant
from tenants.workspace.legibility import NearestPassingColour
from tenants.workspace.models import Workspace
from tenants.workspace.queries import setup_facts, shop_face
from tenants.workspace.usecases.set_brand import BrandBelongsToTelco, NotAToken, set_brand
from tests.clock import NOON
from tests.factories.accounts import a_person, sign_in
from tests.factories.workspace import TOKENS, a_brand, an_operator
from tests.house import COMPANY


def test_an_operators_shop_wears_its_own_tokens(acme):
    operator = an_operator(acme)

    a_brand(operator, accent="#1D5C4B")

    with in_tenant(operator):
        face = shop_face()
        assert (face.accent, face.radius, face.is_own_brand) == ("#1d5c4b", 12, True)
        assert face.seller_name == COMPANY["legal_name"]
        assert setup_facts().branded_at == NOON
    with in_public():
        assert AuditEntry.objects.get(action="brand.set").tenant_id == acme.uuid


def test_a_reseller_carries_the_telcos_brand(acme):
    with pytest.raises(BrandBelongsToTelco):
        set_brand(**TOKENS, at=NOON)

    assert shop_face().accent == ""
    assert shop_face().seller_name == COMPANY["legal_name"]
    assert not Workspace.objects.exclude(accent=None).exists()


@pytest.mark.parametrize(
    ("token", "colour", "against"),
    [("ink_on_accent", "#8fb3a6", "#1d5c4b"), ("surface_tint", "#333333", "#14110d")],
)
def test_words_that_cannot_be_read_are_refused_with_the_nearest_colour(
    acme, token, colour, against
):
    operator = an_operator(acme)

    with in_tenant(operator), pytest.raises(NearestPassingColour) as refused:
        set_brand(**(TOKENS | {token: colour}), at=NOON)

    assert contrast_ratio(refused.value.nearest, against) >= 4.5
    assert refused.value.nearest in refused.value.mend
    with in_tenant(operator):
        assert not Workspace.objects.exclude(accent=None).exists()
        set_brand(**(TOKENS | {token: refused.value.nearest}), at=NOON)


@pytest.mark.parametrize(
    ("token", "value"),
    [
        ("accent", "red"),
        ("accent", "#1d5c4b;}body{display:none"),
        ("accent", "url(//evil.example)"),
        ("surface_tint", "</style><script>"),
        ("radius", 400),
        ("radius", -1),
        ("type_pairing", "comic"),
        ("type_pairing", "expression(alert(1))"),
    ],
)
def test_nothing_but_typed_tokens_gets_in(acme, token, value):
    operator = an_operator(acme)

    with in_tenant(operator), pytest.raises(NotAToken):
        set_brand(**(TOKENS | {token: value}), at=NOON)


def test_the_page_offers_the_nearest_colour(acme, client_for):
    operator = an_operator(acme)
    client = sign_in(client_for(operator), a_person(tenant=operator, role="operator"), operator)

    refused = client.post("/desk/settings/brand/", TOKENS | {"ink_on_accent": "#8fb3a6"})
    taken = client.post("/desk/settings/brand/", TOKENS)

    assert refused.status_code == 422
    assert "Take the nearest colour" in refused.content.decode()
    assert 'name="type_pairing" value="paper"' in refused.content.decode()
    assert taken.status_code == 302


def test_the_preview_shows_what_is_not_saved(acme, client_for):
    operator = an_operator(acme)
    client = sign_in(client_for(operator), a_person(tenant=operator, role="operator"), operator)

    shown = client.post("/desk/settings/brand/preview/", TOKENS | {"accent": "#7a1f5c"})

    assert "#7a1f5c" in shown.content.decode()
    with in_tenant(operator):
        assert not Workspace.objects.exclude(accent=None).exists()


def test_a_reseller_has_no_brand_page(acme, client):
    sign_in(client, a_person(tenant=acme, role="reseller"), acme)

    assert client.get("/desk/settings/brand/").status_code == 403
    assert client.post("/desk/settings/brand/", TOKENS).status_code == 403
    assert "/desk/settings/brand/" not in client.get("/desk/settings/").content.decode()


@pytest.mark.parametrize(
    ("accent", "ink", "mended"),
    [
        # Nothing is lighter than white: on a yellow and on a pale accent the words become dark.
        ("#ffd84d", "#ffffff", "#14110d"),
        ("#ffd9e8", "#ffffff", "#14110d"),
        # Nothing is darker than black: on a deep accent they become light.
        ("#1d2b5c", "#000000", "#ffffff"),
    ],
)
def test_the_accent_is_the_brand_and_its_words_give_way(acme, accent, ink, mended):
    operator = an_operator(acme)
    colours = {"accent": accent, "ink_on_accent": ink}

    with in_tenant(operator), pytest.raises(NearestPassingColour) as refused:
        set_brand(**(TOKENS | colours), at=NOON)

    assert (refused.value.field, refused.value.nearest) == ("ink_on_accent", mended)
    with in_tenant(operator):
        brand = set_brand(**(TOKENS | colours | {"ink_on_accent": mended}), at=NOON)
    assert brand.accent == accent


def test_the_preview_warns_before_anything_is_saved(acme, client_for):
    operator = an_operator(acme)
    client = sign_in(client_for(operator), a_person(tenant=operator, role="operator"), operator)
    yellow = TOKENS | {"accent": "#ffd84d", "ink_on_accent": "#ffffff"}

    shown = client.post("/desk/settings/brand/preview/", yellow).text

    assert "#14110d" in shown
    assert "hard to read" in shown
