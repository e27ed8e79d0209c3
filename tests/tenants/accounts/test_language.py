"""The language of a person is one setting, for each page of each host."""

import pytest

from kith.wall import in_public
from tenants.accounts.models import Person
from tests.factories.accounts import PASSWORD, a_person, a_role, sign_in


@pytest.fixture
def zoe(acme):
    return a_person(role="customer", tenant=acme, full_name="Zoë Quill")


@pytest.fixture
def at_shop(zoe, acme, client_for):
    return sign_in(client_for(acme), zoe, acme)


@pytest.fixture
def at_network(zoe, client_for):
    return sign_in(client_for(None), zoe)


def locale_of(person) -> str:
    with in_public():
        return Person.objects.get(pk=person.pk).locale


def choose(client, person, locale):
    words = {"full_name": person.full_name, "handle": person.handle, "locale": locale}
    return client.post("/my/profile/", words)


def test_what_is_chosen_at_a_shop_is_spoken_by_the_network_and_other_shops(
    at_shop, at_network, zoe, globex, client_for
):
    a_role(zoe, role="customer", tenant=globex)
    elsewhere = sign_in(client_for(globex), zoe, globex)
    assert '<html lang="en"' in at_network.get("/path/").text

    choose(at_shop, zoe, "es")

    for client, page in ((at_network, "/path/"), (at_network, "/about/"), (elsewhere, "/")):
        answer = client.get(page, follow=True)
        assert '<html lang="es"' in answer.text
        assert answer.headers["Content-Language"] == "es"


def test_the_switch_at_the_foot_is_the_same_setting(at_shop, at_network, zoe, client):
    at_network.get("/ui/language/es/")

    assert locale_of(zoe) == "es"
    assert '<html lang="es"' in at_shop.get("/my/").text
    # A stranger's browser goes by its own cookie, and an address by what it says.
    assert '<html lang="en"' in client.get("/").text
    assert '<html lang="en"' in at_shop.get("/?hl=en").text


def test_a_language_nobody_speaks_changes_nothing(at_network, zoe):
    at_network.get("/ui/language/xx/")

    assert locale_of(zoe) == "en"


def test_signing_in_with_a_foreign_browser_speaks_the_accounts_language(acme, client_for):
    with in_public():
        person = a_person(role="customer", tenant=acme, locale="es")
    client = client_for(acme)
    client.cookies["django_language"] = "en"

    page = client.post(
        "/accounts/login/", {"login": person.email, "password": PASSWORD}, follow=True
    )

    assert '<html lang="es"' in page.text
    assert "Successfully" not in page.text
