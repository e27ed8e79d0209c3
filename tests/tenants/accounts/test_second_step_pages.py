"""The pages of the second step speak the house's words, in both languages."""

import pytest
from allauth.mfa.models import Authenticator

from kith.wall import in_public
from tenants.accounts.usecases.enrol_second_factor import enrol_second_factor
from tests.factories.accounts import PASSWORD, a_person, code_now, sign_in

SECRET = "JBSWY3DPEHPK3PXP"
FOREIGN = ("Two-Factor", "Security Key", "Authenticator App", "Deactivate", "Email Addresses")
SAID = {"en": ("Second step", "Passkeys", "E-mail addresses"), "es": ("Segundo paso", "Llaves")}


@pytest.fixture
def person(public, language):
    found = a_person(locale=language)
    enrol_second_factor(person_id=found.pk, secret=SECRET)
    with in_public():
        Authenticator.objects.create(
            user=found,
            type=Authenticator.Type.WEBAUTHN,
            data={"name": "My phone", "credential": {}},
        )
    return found


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_page_of_the_second_step_speaks_words_of_another_house(person, client_for, language):
    client = sign_in(client_for(None), person)
    client.post("/accounts/2fa/reauthenticate/", {"code": code_now(SECRET)})
    with in_public():
        passkey = Authenticator.objects.get(user=person, type=Authenticator.Type.WEBAUTHN)
    pages = (
        "2fa/",
        "2fa/webauthn/",
        "2fa/totp/deactivate/",
        "2fa/recovery-codes/generate/",
        f"2fa/webauthn/keys/{passkey.pk}/edit/",
        f"2fa/webauthn/keys/{passkey.pk}/remove/",
        "email/",
    )
    shown = {}
    for page in pages:
        answer = client.get(f"/accounts/{page}", HTTP_ACCEPT_LANGUAGE=language)
        shown[page] = (answer.status_code, answer.content.decode())

    assert {page: status for page, (status, _) in shown.items()} == dict.fromkeys(pages, 200)
    words = " ".join(text for _, text in shown.values())
    assert [word for word in FOREIGN if word in words] == []
    assert [word for word in SAID[language] if word not in words] == []


@pytest.mark.parametrize("language", ["en"])
def test_a_password_alone_opens_no_page_of_whoever_has_a_second_step(person, client_for):
    client = sign_in(client_for(None), person)

    answer = client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    closed = client.get("/accounts/2fa/recovery-codes/generate/")

    assert answer["Location"].startswith("/accounts/2fa/reauthenticate/")
    assert closed["Location"].startswith("/accounts/2fa/reauthenticate/")
    assert "Use your password" not in client.get(closed["Location"]).text


def test_whoever_has_no_second_step_proves_it_by_password(public, client_for):
    client = sign_in(client_for(None), a_person(), second_factor=False)

    client.post("/accounts/reauthenticate/", {"password": PASSWORD})

    assert client.get("/accounts/2fa/totp/activate/").status_code == 200
