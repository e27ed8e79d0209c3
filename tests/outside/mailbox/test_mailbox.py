"""The demo's mailbox: letters land as files and are read sealed off."""

from urllib.parse import urlsplit

import pytest
from django.core.mail import EmailMultiAlternatives
from django.http import Http404

from kith.wall import forget_tenants, in_public
from outside.mailbox.backend import EmailBackend, mail_folder
from outside.mailbox.reading import letter_named, newest_letters
from outside.mailbox.views import letter_html
from tenants.registry.models import Domain, Tenant
from tests.clock import NOON


@pytest.fixture
def folder(settings, tmp_path):
    settings.KITH_STATE_DIR = tmp_path
    settings.KITH_DEMO = True
    return tmp_path


def send(subject: str, to: str = "lena@example.com", html: str = "<p>Hello</p>") -> None:
    letter = EmailMultiAlternatives(subject, "Hello", "Acme <hello@kith.localhost>", [to])
    letter.attach_alternative(html, "text/html")
    EmailBackend().send_messages([letter])


def test_the_newest_letter_comes_first_and_is_whole(folder):
    send("First")
    send("Second: Grüße")

    letters = newest_letters()
    whole = letter_named(letters[0].name)

    assert [letter.subject for letter in letters] == ["Second: Grüße", "First"]
    assert (whole.text.strip(), whole.html.strip()) == ("Hello", "<p>Hello</p>")


def test_letters_are_found_by_whom_they_went_to(folder):
    send("For Lena")
    send("For Maya", to="maya@example.com")

    assert [letter.subject for letter in newest_letters(to="MAYA")] == ["For Maya"]


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "x", "0" * 20, "0" * 20 + "-" + "0" * 8])
def test_no_other_file_is_read_by_name(folder, name):
    mail_folder().mkdir()
    (folder / "secret.eml").write_text("Subject: secret\n\n")

    assert letter_named(name) is None


def test_a_letter_cannot_run_anything_in_the_page(folder, rf):
    send("Bad", html="<script>alert(1)</script>")

    answer = letter_html(rf.get("/"), newest_letters()[0].name)

    assert answer._csp_config["default-src"] == ["'none'"]
    assert "allow-scripts" not in answer._csp_config["sandbox"]


def test_a_letter_shows_the_pictures_of_our_shops_wherever_they_stand(folder, rf, acme):
    with in_public():
        Domain.objects.create(
            tenant_id=Tenant.objects.get(uuid=acme.uuid).pk,
            host="acme.example",
            claimed_at=NOON,
            verified_at=NOON,
        )
    forget_tenants()
    own = "http://acme.example:8000/media/logo/1.png"
    shop = "http://acme.kith.localhost:8000/media/logo/1.png"
    send("Seen", html=f'<img src="{own}"><img src="{shop}"><img src="http://other.example/x">')

    answer = letter_html(rf.get("/"), newest_letters()[0].name)

    hosts = [urlsplit(one).hostname for one in answer._csp_config["img-src"] if one != "data:"]
    assert hosts == ["acme.example", "acme.kith.localhost"]


def test_it_is_shut_outside_the_demo(folder, settings, rf):
    settings.KITH_DEMO = False

    with pytest.raises(Http404):
        letter_html(rf.get("/"), "x")


def test_no_letters_is_an_empty_list(folder):
    assert newest_letters() == []
