"""Valkey stopped, its process and not a stand-in: every way in stays open, and guarded."""

from urllib.parse import urlsplit

import pytest
from django.core import mail

from kith.wall import in_public
from tenants.accounts.usecases.enrol_second_factor import enrol_second_factor
from tenants.accounts.usecases.make_access_token import make_access_token
from tests.clock import NOON
from tests.factories.accounts import PASSWORD, a_person, code_now
from tests.house import stopped_valkey

SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture(scope="module", autouse=True)
def _valkey_is_stopped(tmp_path_factory, servers):
    with stopped_valkey(tmp_path_factory.mktemp("valkey")):
        yield


def test_a_new_person_signs_up_and_proves_the_address(acme, client):
    words = {
        "full_name": "Lena Ott",
        "email": "lena@example.com",
        "password1": "four words in a row",
        "phone": "",
        "encourager": "",
        "nobody": "on",
    }

    assert client.post("/accounts/signup/", words).status_code == 302
    code = next(line for line in mail.outbox[-1].body.split() if _is_a_code(line))
    assert client.post("/accounts/confirm-email/", {"code": code}).status_code == 302
    assert client.get("/my/profile/").status_code == 200


def test_a_person_signs_in_with_the_second_step(public, client_for):
    person = a_person(role="staff")
    enrol_second_factor(person_id=person.pk, secret=SECRET)
    browser = client_for(None)

    first = browser.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    second = browser.post("/accounts/2fa/authenticate/", {"code": code_now(SECRET)})

    assert first["Location"].startswith("/accounts/2fa/authenticate/")
    assert second["Location"] == "/staff/"
    assert browser.get("/staff/").status_code == 200


def test_a_code_that_was_used_opens_nothing_again(public, client_for):
    person = a_person(role="staff")
    enrol_second_factor(person_id=person.pk, secret=SECRET)
    code = code_now(SECRET)
    said = []
    for _ in range(2):
        browser = client_for(None)
        browser.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
        said.append(browser.post("/accounts/2fa/authenticate/", {"code": code}).status_code)

    assert said == [302, 200]


def test_a_forgotten_password_is_chosen_anew(acme, client):
    person = a_person(tenant=acme)
    client.post("/accounts/password/reset/", {"email": person.email})
    link = next(word for word in mail.outbox[-1].body.split() if "/reset/key/" in word)

    form = client.get(urlsplit(link).path)
    words = {"password1": "another four words", "password2": "another four words"}

    assert client.post(form["Location"], words).status_code == 302
    assert client.get("/my/profile/").status_code == 200


def test_wrong_passwords_are_counted_all_the_same(acme, client):
    person = a_person(tenant=acme)
    for number in range(5):
        client.post("/accounts/login/", {"login": person.email, "password": f"guess {number}"})

    said = client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})

    assert "Try again in 1 minute" in said.content.decode()


def test_a_program_reads(acme, client_for):
    person = a_person(tenant=acme)
    with in_public():
        secret = make_access_token(
            person_id=person.pk, tenant_id=acme.uuid, name="books", may_write=True, at=NOON
        )
    program = client_for(acme)

    for path in (
        "productCatalogManagement/v4/productOffering",
        "productOrderingManagement/v4/productOrder",
    ):
        said = program.get(f"/tmf-api/{path}", headers={"Authorization": f"Bearer {secret}"})
        assert said.status_code == 200, path


def _is_a_code(word: str) -> bool:
    return "-" in word and word.replace("-", "").isalnum() and word.upper() == word
