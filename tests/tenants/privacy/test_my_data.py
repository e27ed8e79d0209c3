"""A copy of everything: asked for, made, told of, taken by its owner alone, and gone in a week."""

import re
from datetime import UTC, datetime, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core import mail
from django.urls import reverse

from kith.audit.models import AuditEntry
from kith.limits.allowances import TooOften
from kith.wall import in_public, in_tenant
from tenants.privacy.copies import copy_path
from tenants.privacy.models import PersonalCopy
from tenants.privacy.usecases.ask_copy import ask_copy
from tenants.privacy.usecases.sweep_copies import sweep_copies
from tenants.privacy.usecases.write_copy import write_copy
from tests.at_once import taken_away, together
from tests.budget import query_budget  # noqa: F401
from tests.clock import NOON
from tests.factories.accounts import a_person, sign_in
from tests.factories.invoicing import a_paid_invoice
from tests.factories.lines import a_line
from tests.post import drain

DAY = timedelta(days=1)
# Long after the rule began.
LATER = datetime(2028, 5, 4, 12, tzinfo=UTC)
URLS = "config.urls.public"


def page(name, *args):
    return reverse(name, args=args, urlconf=URLS)


@pytest.fixture(autouse=True)
def archives(settings, tmp_path):
    settings.KITH_ARCHIVE_DIR = tmp_path


@pytest.fixture
def ana(acme):
    with in_public():
        return a_person(tenant=acme, full_name="Ana Ruiz", email="ana@example.org")


@pytest.fixture
def on_the_network(ana):
    with in_public():
        yield


@pytest.fixture
def browser(client_for, ana):
    return sign_in(client_for(None), ana)


def test_one_press_and_a_letter_and_the_file(acme, ana, browser):
    with in_tenant(acme):
        line = a_line(person_id=ana.pk)
    asked = browser.post(page("my-data-copies"))
    assert asked.status_code == 302
    making = browser.get(page("my-data")).content.decode()
    assert "hx-get" in making

    drain()

    [letter] = [one for one in mail.outbox if one.to == [ana.email]]
    assert page("my-data") in letter.body
    assert "hx-get" not in browser.get(page("my-data")).content.decode()
    with in_public():
        copy = PersonalCopy.objects.get()
    taken = browser.post(page("my-data-file", copy.pk))
    assert taken["Content-Type"] == "application/zip"
    assert "no-store" in taken["Cache-Control"]
    with ZipFile(BytesIO(b"".join(taken))) as book:
        assert str(line.pk) in book.read("shops/acme/everything.json").decode()
    with in_public():
        assert AuditEntry.objects.filter(action="copy.taken", actor_id=ana.pk).count() == 1


def test_the_file_asks_who_it_is_once_more(client_for, ana):
    with in_public():
        copy = ask_copy(person_id=ana.pk, at=NOON)
        write_copy(copy_id=copy.pk, at=NOON)
    old = sign_in(client_for(None), ana, ago=timedelta(hours=1))

    said = old.post(page("my-data-file", copy.pk))

    assert said.status_code == 302
    assert "reauthenticate" in said["Location"]


def test_another_person_finds_nothing(client_for, ana):
    with in_public():
        copy = ask_copy(person_id=ana.pk, at=NOON)
        write_copy(copy_id=copy.pk, at=NOON)
        other = sign_in(client_for(None), a_person())

    assert other.post(page("my-data-file", copy.pk)).status_code == 404
    assert other.get(page("my-data-copy", copy.pk)).status_code == 404


def test_asking_again_while_it_is_made_changes_nothing(ana, on_the_network):
    first = ask_copy(person_id=ana.pk, at=NOON)

    assert ask_copy(person_id=ana.pk, at=NOON).pk == first.pk
    assert PersonalCopy.objects.count() == 1


def test_a_fourth_on_one_day_is_too_many_and_the_third_stays(ana, on_the_network):
    for _ in range(3):
        copy = ask_copy(person_id=ana.pk, at=NOON)
        write_copy(copy_id=copy.pk, at=NOON)

    with pytest.raises(TooOften):
        ask_copy(person_id=ana.pk, at=NOON)

    assert [one.pk for one in PersonalCopy.objects.all()] == [copy.pk]
    assert [one.name for one in copy_path(copy.pk).parent.iterdir()] == [f"{copy.pk}.zip"]


def test_writing_twice_writes_once(ana, on_the_network):
    copy = ask_copy(person_id=ana.pk, at=NOON)

    assert write_copy(copy_id=copy.pk, at=NOON)
    assert not write_copy(copy_id=copy.pk, at=NOON + DAY)


def test_after_a_week_file_and_row_go(ana, on_the_network):
    copy = ask_copy(person_id=ana.pk, at=LATER)
    write_copy(copy_id=copy.pk, at=LATER)

    assert sweep_copies(at=LATER + 7 * DAY - timedelta(seconds=1)) == 0
    assert copy_path(copy.pk).exists()
    assert sweep_copies(at=LATER + 7 * DAY + timedelta(seconds=1)) == 1
    assert not copy_path(copy.pk).exists()
    assert not PersonalCopy.objects.exists()
    assert sweep_copies(at=LATER + 8 * DAY) == 0


def test_the_read_me_speaks_the_persons_language(acme):
    with in_public():
        person = a_person(tenant=acme, locale="es")
        copy = ask_copy(person_id=person.pk, at=NOON)
        write_copy(copy_id=copy.pk, at=NOON)

    with ZipFile(copy_path(copy.pk)) as book:
        assert re.search(r"Todo lo que Kith guarda de ", book.read("README.txt").decode())


@pytest.mark.parametrize("bills", [1, 50])
def test_the_page_costs_the_same_however_much_there_is(acme, ana, browser, query_budget, bills):  # noqa: F811
    with in_tenant(acme):
        for number in range(bills):
            a_paid_invoice(person_id=ana.pk, reference=f"pi_{number}")

    with query_budget(8):
        browser.get(page("my-data"))
    with query_budget(20):
        browser.get(page("my-data-deletion"))


def test_eight_at_once_ask_for_one(house):
    schemas = ("public",)
    with taken_away(*schemas, apps="accounts|account|privacy|outbox|audit|limits|mfa"):
        with in_public():
            person = a_person()
        answers = together(
            in_public, lambda _n: ask_copy(person_id=person.pk, at=NOON).pk, TooOften
        )
        with in_public():
            [copy] = PersonalCopy.objects.values_list("pk", flat=True)

    assert {one for one in answers if not isinstance(one, TooOften)} == {copy}
