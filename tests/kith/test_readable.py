"""A NUL byte, wherever it stands, is refused like any other nonsense."""

import pytest

from tests.factories.accounts import a_person, sign_in

NUL = "\x00"


@pytest.fixture
def staff(public, client_for):
    return sign_in(client_for(None), a_person(role="staff"))


@pytest.mark.parametrize(
    "path",
    [
        "/?q=a%00b",
        "/shops/?q=%00",
        "/accounts/encourager/?encourager=maya%00",
        "/order/a%00b/",
        "/by/%00/",
        "/join/a%00/",
        "/?%00=q",
        "/order/light/?by=%00",
        "/order/light/encourager/?encourager=%00abc",
        "/accounts/encourager/?encourager=ab%00c",
        "/desk/invoices/?q=%00",
        "/desk/orders/?q=%00",
        "/desk/lines/?q=%00",
        "/desk/circle/?q=%00",
        "/desk/offers/new/?base=%00",
    ],
)
def test_an_address_with_a_nul_is_refused(acme, client, path):
    assert client.get(path).status_code == 400


@pytest.mark.parametrize("path", ["/?q=a%00b", "/by/%00/"])
def test_it_is_refused_in_the_language_of_whoever_asks(acme, client, path):
    """Not in that of whoever the same process answered before."""
    for language, other, words in (
        ("es", "en", "The browser sent something we cannot read"),
        ("en", "es", "El navegador envió algo que no podemos leer"),
    ):
        assert client.get("/", headers={"accept-language": language}).status_code == 200
        assert words in client.get(path, headers={"accept-language": other}).text


@pytest.mark.parametrize("path", ["/staff/tenants/?q=%00", "/staff/payees/?q=a%00"])
def test_a_search_of_the_staff_for_a_nul_is_refused(staff, path):
    assert staff.get(path).status_code == 400


def test_a_form_with_a_nul_is_refused(staff):
    assert staff.post("/staff/tenants/", {"reason": f"a{NUL}"}).status_code == 400


def test_a_cookie_with_a_nul_is_refused(acme, client):
    client.cookies.load({"sessionid": "kept"})
    client.cookies["sessionid"].set("sessionid", f"a{NUL}", f"a{NUL}")

    assert client.get("/").status_code == 400
