"""All that is a person's is given to them, nothing of anybody else, and it goes when they go."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction

from catalog.lines.models import Line
from config.doors import gathered
from kith import doors
from kith.belongings import PUBLIC
from kith.wall import TenantRef, in_public, in_tenant
from tenants.accounts.models import Person
from tenants.privacy.copies import copy_path, remove_copy
from tenants.privacy.models import PersonalCopy
from tenants.privacy.places import places_of, whose_are
from tenants.privacy.usecases.ask_copy import ask_copy
from tenants.privacy.usecases.ask_departure import ask_departure
from tenants.privacy.usecases.erase_person import erase_person
from tenants.privacy.usecases.write_copy import write_copy
from tests.clock import NOON
from tests.isolation.world import ACME_WORD, GLOBEX_WORD

# Ids of things, by whatever table: nobody's name.
THINGS = {
    *("tenant_id", "order_id", "line_id", "invoice_id", "invoice_line_id", "document_id"),
    "family",
}
WORDS_OF_PEOPLE = ("email", "phone", "contact_", "full_name", "sent_to", "address_line")
# Where it stays though the account is gone, and why.
STAYS = {
    "invoicing.Invoice.contact_name": "the law asks whose bill it is",
    "outbox.Letter.payload": "swept after 90 days",
    "limits.Kept.key": "swept when its time is over",
}
DAY = timedelta(days=1)


def tables() -> Iterator[type[models.Model]]:
    """Go through every table but those that only tests have."""
    for model in apps.get_models():
        if model._meta.managed and not model.__module__.startswith("tests."):
            yield model


def says_who(column: models.Field) -> bool:
    """Whether a column may say who somebody is."""
    if column.is_relation:
        return column.related_model is Person
    if isinstance(column, models.UUIDField) and not column.primary_key:
        return column.attname not in THINGS
    return isinstance(column, models.EmailField) or any(
        word in column.attname for word in WORDS_OF_PEOPLE
    )


def declared() -> set[str]:
    """Return every column that some app says something about."""
    said = {mention for app in gathered().values() for mention in app.mentions}
    for one in [*doors.belongings(side="public"), *doors.belongings(side="tenant")]:
        names = {one.of, one.by_address, *one.names, *one.secrets, *one.others, *one.erased}
        said |= {f"{one.model._meta.label}.{name}" for name in names}
    return said


@pytest.fixture
def all_of() -> Iterator[list[str]]:
    """Nothing; the files that a test had written are dropped after it."""
    written: list[str] = []
    yield written
    for copy_id in written:
        remove_copy(UUID(copy_id))


@contextmanager
def taken_back() -> Iterator[None]:
    with in_public(), transaction.atomic():
        yield
        transaction.set_rollback(True)


def copy_of(person: Person, written: list[str]) -> dict[str, bytes]:
    """Return every file of a person's copy, by its name."""
    copy = PersonalCopy.objects.of_person(person.pk).first() or ask_copy(
        person_id=person.pk, at=NOON
    )
    written.append(str(copy.pk))
    assert write_copy(copy_id=copy.pk, at=NOON)
    with ZipFile(copy_path(copy.pk)) as book:
        assert book.testzip() is None
        return {name: book.read(name) for name in book.namelist()}


def holding(*words: str) -> set[str]:
    """Name each column in which one of these words stands, on the side where we are."""
    found = set()
    for model in tables():
        sides = settings.SIDES.get(model._meta.app_label, PUBLIC)
        if ("tenant" if connection_side() else "public") not in sides:
            continue
        for column in model._meta.concrete_fields:
            name = f'"{column.column}"::text'
            with connection.cursor() as cursor:
                cursor.execute(
                    f'SELECT 1 FROM "{model._meta.db_table}" WHERE {name} ILIKE ANY(%s) LIMIT 1',
                    [[f"%{word}%" for word in words]],
                )
                if cursor.fetchone():
                    found.add(f"{model._meta.label}.{column.attname}")
    return found


def connection_side() -> TenantRef | None:
    from kith.wall import current_tenant

    return current_tenant()


def everywhere(shops: list[TenantRef], *words: str) -> set[str]:
    """Name each column in which one of these words stands, on every side."""
    with in_public():
        found = holding(*words)
    for shop in shops:
        with in_tenant(shop):
            found |= holding(*words)
    return found


def test_each_column_that_may_say_who_somebody_is_is_declared():
    silent = {
        f"{model._meta.label}.{column.attname}"
        for model in tables()
        for column in model._meta.concrete_fields
        if says_who(column)
    } - declared()

    assert sorted(silent) == [], f"say whose in the app's belongings.py: {sorted(silent)}"


def test_a_column_that_nobody_declared_is_named():
    """A new column with somebody's id is found by its kind, not by a list of names."""
    new = models.UUIDField(name="lent_to")
    new.set_attributes_from_name("lent_to")

    assert says_who(new)


def test_each_declaration_names_columns_that_exist_and_says_why_they_stay():
    wrong = []
    for one in [*doors.belongings(side="public"), *doors.belongings(side="tenant")]:
        columns = {column.attname for column in one.model._meta.concrete_fields}
        json_keys = {"wholesale_minor", "key", "idem_key", "purpose", "note", "stripe_account"}
        named = {*one.secrets, *one.others} - json_keys - {"referrer_id", "referred_id"}
        if unknown := (named | {*one.erased}) - columns:
            wrong.append((one.name, unknown))
        if not one.goes and not one.stays:
            wrong.append((one.name, "stays without a reason"))

    assert wrong == []


def test_where_a_person_stands_in_the_full_house_is_declared(world):
    shops = [world.acme.ref, world.globex.ref]
    people = [world.acme.customer, world.network.candidate]
    with taken_back():
        found = everywhere(shops, *(str(person.pk) for person in people))
        found |= everywhere(shops, *(person.email for person in people))

    # Keys of things a person has, by their id.
    own = {f"{one.model._meta.label}.id" for one in doors.belongings(side="public")}
    audit = {"audit.AuditEntry.subject", "audit.AuditEntry.detail", "ledger.Account.code"}
    audit |= {"outbox.Letter.key"}
    said = declared() | own | audit
    assert found - said == set()


def test_a_copy_holds_all_of_a_person_and_nothing_of_another(world, all_of):
    buyer, other = world.acme.customer, world.globex.customer
    others = [other, world.acme.owner, world.globex.owner, world.network.candidate]
    with taken_back():
        files = copy_of(buyer, all_of)
        told = b"\n".join(files.values()).decode("utf-8", "replace")

    assert {"README.txt", "network/everything.json", "network/sign-ins.csv"} <= files.keys()
    folder = f"shops/{world.acme.ref.slug}"
    assert {f"{folder}/{name}.csv" for name in ("bills", "lines", "orders")} <= files.keys()
    assert files[f"{folder}/papers/{world.acme.objects['invoice']}.pdf"].startswith(b"%PDF")
    all_of_shop = json.loads(files[f"{folder}/everything.json"])
    assert all_of_shop["lines"][0]["id"] == str(world.acme.objects["line"])
    assert buyer.email in told
    assert ACME_WORD in told
    assert GLOBEX_WORD not in told
    assert not any(name.startswith(f"shops/{world.globex.ref.slug}") for name in files)
    assert [one for one in others if one.email in told or str(one.pk) in told] == []


def test_two_people_of_one_shop_get_their_own(world, all_of):
    with taken_back():
        owner = copy_of(world.acme.owner, all_of)
        told = b"\n".join(owner.values()).decode("utf-8", "replace")

    assert world.acme.customer.email not in told
    assert str(world.acme.customer.pk) not in told
    assert str(world.acme.objects["line"]) not in told


def test_a_payee_is_given_earnings_and_statements(world, all_of):
    with taken_back():
        files = copy_of(world.network.candidate, all_of)

    statement = world.network.objects["own_statement"]
    assert files[f"network/papers/{statement}.pdf"].startswith(b"%PDF")
    assert files["network/earnings.csv"].count(b"\n") > 1


def test_no_secret_is_in_a_copy(world, all_of):
    person = world.acme.customer
    with taken_back():
        told = b"\n".join(copy_of(person, all_of).values()).decode("utf-8", "replace")
        secrets = set(secrets_of(person))

    assert {one for one in secrets if one in told} == set()
    assert len(secrets) > 3


def secrets_of(person: Person) -> Iterator[str]:
    """Yield every value of a person's that opens something."""
    whose = whose_are(person_id=person.pk)
    for place in places_of(person_id=person.pk):
        with place.entered():
            for one in place.belongings:
                for name in one.secrets:
                    for value in one.rows(whose).values_list(name, flat=True):
                        if len(text := str(value)) > 3:
                            yield text


def test_of_whoever_went_nothing_is_left_but_what_says_why(world):
    person, shops = world.acme.customer, [world.acme.ref, world.globex.ref]
    words = (person.email, f"{ACME_WORD} Buyer", f"contact@{ACME_WORD.lower()}")
    with taken_back():
        before = everywhere(shops, *words)
        with in_tenant(world.acme.ref):
            Line.objects.of_person(person.pk).update(ended_at=NOON, ends_on=NOON.date())
        departure = ask_departure(person_id=person.pk, at=NOON)
        assert erase_person(departure_id=departure.pk, at=NOON + 14 * DAY)
        left = everywhere(shops, *words)
        gone = Person.objects.get(pk=person.pk)
        assert not gone.is_active
        assert not gone.has_usable_password()
        bills = world.acme.objects["bill"]
        assert "invoicing.Invoice.uuid" in everywhere(shops, str(bills))

    assert before - left > {"accounts.Person.email", "ordering.Order.contact_email"}
    assert left - STAYS.keys() == set()


@pytest.mark.parametrize("who", ["customer", "owner", "candidate"])
def test_whatever_somebody_has_can_be_forgotten(world, who):
    """No rule of the database stands in the way, whatever stands there of them."""
    person = world.network.candidate if who == "candidate" else getattr(world.acme, who)
    with taken_back():
        whose = whose_are(person_id=person.pk)
        for place in reversed(places_of(person_id=person.pk)):
            with place.entered():
                for one in place.belongings:
                    one.forget(whose, at=NOON)
        left = everywhere([world.acme.ref, world.globex.ref], person.email)

    assert left - STAYS.keys() == set()
