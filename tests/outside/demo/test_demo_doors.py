"""The demo's doors: they work in the demo, and are not there without it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from tests.factories.accounts import a_person

ROOT = Path(__file__).resolve().parents[3]
DOORS = ["/accounts/demo/", "/accounts/demo/month/", "/accounts/demo/bar/", "/_mail/", "/_dns/"]
ASK = """
import django; django.setup()
from django.conf import settings
from django.template.loader import get_template
from django.urls import Resolver404, resolve
for urlconf in ("config.urls.public", "config.urls.tenant"):
    for door in ("/accounts/demo/", "/_mail/", "/_dns/"):
        try:
            print(urlconf, door, resolve(door, urlconf).url_name)
        except Resolver404:
            print(urlconf, door, "404")
print(bool(settings.KITH_DEMO_PASSWORD))
"""


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_no_door_of_the_demo_answers_outside_it(acme, client_for, door, method):
    for tenant in (None, acme):
        assert getattr(client_for(tenant), method)(door).status_code == 404


def test_its_templates_are_not_there_either(public):
    with pytest.raises(TemplateDoesNotExist):
        get_template("demo/sign_in.html")


def test_the_sign_in_page_does_not_speak_of_it(acme, client):
    a_person(tenant=acme, email="maya@demo.kith.example")

    page = client.get("/accounts/login/?here=1").content.decode()

    assert "demo" not in page.lower()


@pytest.mark.parametrize("view", ["sign_in", "records", "mailbox"])
def test_even_a_wrong_route_would_find_the_door_shut(public, rf, view):
    from django.http import Http404

    from outside.demo.web.dns import records
    from outside.demo.web.views import sign_in
    from outside.mailbox.views import mailbox

    with pytest.raises(Http404):
        {"sign_in": sign_in, "records": records, "mailbox": mailbox}[view](rf.get("/"))


def test_production_settings_know_nothing_of_it(public):
    said = _ask(KITH_DEMO="")

    assert said.count("404") == 6
    assert said.endswith("False")


def test_in_the_demo_they_stand_open(public):
    said = _ask(KITH_DEMO="1")

    assert "config.urls.tenant /accounts/demo/ demo-sign-in" in said
    assert "config.urls.public /_mail/ mailbox" in said
    assert "config.urls.public /_dns/ demo-dns" in said
    assert "config.urls.tenant /_mail/ 404" in said


def _ask(**env: str) -> str:
    """Ask a process of its own, whose settings are read afresh."""
    answer = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=ROOT,
        env=os.environ
        | {"DJANGO_SETTINGS_MODULE": "config.settings.test", "PYTHONPATH": "platform:."}
        | env,
        capture_output=True,
        text=True,
        timeout=600,
        check=True,
    )
    return answer.stdout.strip()


@pytest.mark.parametrize(
    ("role", "address"),
    [
        ("staff", "http://kith.localhost:8000/staff/"),
        ("reseller", "http://acme.kith.localhost:8000/desk/"),
        ("teammate", "http://acme.kith.localhost:8000/desk/"),
        ("ambassador", "http://kith.localhost:8000/path/"),
        ("customer", "http://acme.kith.localhost:8000/my/"),
    ],
)
def test_whoever_is_played_begins_where_they_work(acme, role, address):
    from outside.demo.web.people import workplace_of

    networks = role in ("staff", "ambassador")

    assert workplace_of(a_person(role=role, tenant=None if networks else acme).pk) == address
