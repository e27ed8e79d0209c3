"""Whatever the sign-in library says, it says in the house's words, in both languages."""

import re
from functools import cache
from pathlib import Path

import allauth
import pytest
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from babel.messages.pofile import read_po
from django.template.loader import get_template, render_to_string
from django.utils import translation

from kith.wall import in_public
from tenants.accounts.adapter import AccountAdapter, SecondFactorAdapter
from tests.factories.accounts import PASSWORD, a_person, sign_in

LIBRARY = Path(allauth.__file__).parent
OTHERS = {"password1": "four words in a row", "password2": "five words in a row"}
# As a stranger is addressed: usted, and its imperatives.
STRANGER = re.compile(
    r"\b(usted|su correo|su contraseña|Debe|Introduzca|Escriba|Ha cerrado|Ha iniciado|Por favor|"
    r"Asegúrese|Seleccione|Escoja|Ingrese)\b"
)


@cache
def sentences_of_library() -> frozenset[str]:
    """Everything it can say that is a sentence, in its own English and Spanish."""
    catalogue = read_po((LIBRARY / "locale/es/LC_MESSAGES/django.po").open("rb"), locale="es")
    said = {message.id for message in catalogue if isinstance(message.id, str)}
    said |= {message.string for message in catalogue if isinstance(message.string, str)}
    whole = {" ".join(text.split()) for text in said if text.count(" ") > 1}
    # A title of two words may be ours as well; a whole sentence is not.
    whole = {text for text in whole if text.endswith((".", "!"))}
    return frozenset(text for text in whole if "%(" not in text and "{" not in text)


def assert_ours(text: str) -> None:
    shown = " ".join(re.sub(r"<[^>]+>", " ", text).split())
    assert [one for one in sentences_of_library() if one in shown] == []
    assert STRANGER.findall(shown) == []


def message_names() -> list[str]:
    found = LIBRARY.glob("templates/*/messages/*.txt")
    names = {path.relative_to(LIBRARY / "templates").as_posix() for path in found}
    return sorted(name for name in names if name.startswith(("account/", "mfa/")))


@pytest.mark.parametrize("name", message_names())
@pytest.mark.parametrize("language", ["en", "es"])
def test_each_message_is_the_houses_own(name, language):
    assert LIBRARY not in Path(get_template(name).origin.name).parents
    known = {"email": "a@example.org", "phone": "+34", "recipient": "a@example.org"}
    with translation.override(language):
        said = render_to_string(name, known).strip()

    assert said
    assert said[0] == said[0].upper() or "@" in said
    assert said.endswith((".", "+34"))
    assert_ours(said)


@pytest.mark.parametrize("language", ["en", "es"])
def test_each_refusal_is_the_houses_own(language):
    for ours, librarys in (
        (AccountAdapter, DefaultAccountAdapter),
        (SecondFactorAdapter, DefaultMFAAdapter),
    ):
        with translation.override(language):
            for code, text in librarys.error_messages.items():
                said = str(ours.error_messages[code])
                assert said != str(text), code
                assert STRANGER.findall(said) == []


@pytest.fixture
def person(acme):
    with in_public():
        return a_person(role="customer", tenant=acme)


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_pages_that_ask_who_it_is_speak_so_whatever_is_wrong(language, acme, client_for):
    client = client_for(acme)
    client.cookies["django_language"] = language
    for path, words in (
        ("login/", {"login": "nobody@example.org", "password": "wrong"}),
        ("login/", {"login": "no address", "password": ""}),
        ("signup/", {"email": "no address", "password1": "short", "full_name": "A"}),
        ("password/reset/", {"email": "no address"}),
        ("password/reset/", {"email": "nobody@example.org"}),
        ("password/reset/key/1-abc/", {}),
    ):
        assert_ours(client.get(f"/accounts/{path}", follow=True).text)
        assert_ours(client.post(f"/accounts/{path}", words, follow=True).text)


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_pages_of_an_account_speak_so_too(language, person, acme, client_for):
    with in_public():
        type(person).objects.filter(pk=person.pk).update(locale=language)
    client = sign_in(client_for(acme), person, acme)
    right = {"oldpassword": PASSWORD, "password1": "six words in a row", "password2": ""}
    for path, words in (
        ("password/change/", {"oldpassword": "wrong", **OTHERS}),
        ("password/change/", {"oldpassword": PASSWORD, "password1": "a", "password2": "a"}),
        ("email/", {"action_add": "", "email": "no address"}),
        ("email/", {"action_add": "", "email": person.email}),
        ("email/", {"action_remove": "", "email": person.email}),
        ("email/", {"action_add": "", "email": "another@example.org"}),
        ("reauthenticate/", {"password": "wrong"}),
        ("2fa/totp/activate/", {"code": "000000"}),
        ("2fa/webauthn/add/", {"name": ""}),
        ("password/change/", right | {"password2": right["password1"]}),
        ("logout/", {}),
    ):
        assert_ours(client.get(f"/accounts/{path}", follow=True).text)
        assert_ours(client.post(f"/accounts/{path}", words, follow=True).text)


def test_two_passwords_that_differ_are_said_so_above_and_at_the_field(person, acme, client_for):
    client = sign_in(client_for(acme), person, acme)

    page = client.post("/accounts/password/change/", {"oldpassword": PASSWORD, **OTHERS})

    assert "Repeat password: The two passwords differ. Write the same one twice." in page.text
    with in_public():
        assert type(person).objects.get(pk=person.pk).check_password(PASSWORD)
