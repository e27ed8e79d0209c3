import re

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kith.outbox.models import Letter
from kith.wall import in_public
from tenants.accounts.handles import HandleNotAllowed
from tenants.accounts.models import Consent, Person
from tenants.accounts.phones import PhoneUnreadable
from tenants.accounts.queries import find_encourager, roles_of
from tenants.accounts.usecases.register_person import (
    COUNTED,
    EmailTaken,
    HandleTaken,
    register_person,
)
from tests.clock import NOON
from tests.factories.accounts import a_person


def register(**more) -> Person:
    words = {"email": "maya@example.com", "full_name": "Maya Kern", "at": NOON} | more
    return register_person(**words)


def test_somebody_new_gets_an_account_with_a_readable_handle(public):
    person = register(
        email=" Maya@Example.COM ", full_name="  Maya   Kern ", phone="+44 7700 900123"
    )

    assert (person.email, person.full_name, person.handle, person.phone) == (
        "maya@example.com",
        "Maya Kern",
        "maya-kern",
        "+447700900123",
    )
    assert not person.has_usable_password()
    assert not EmailAddress.objects.filter(user=person, verified=True).exists()


def test_at_a_storefront_they_are_its_customer_and_agreed_to_be_known(acme):
    person = register(tenant_id=acme.uuid)

    assert roles_of(person.pk, acme.uuid) == {"customer"}
    assert Person.objects.filter(pk=person.pk).exists()
    with in_public():
        assert Consent.objects.get(person=person).purpose == "share-contact"


def test_it_says_who_encouraged_them(acme):
    friend = a_person()

    person = register(tenant_id=acme.uuid, encouraged_by=friend.pk)

    with in_public():
        letter = Letter.objects.get(event="person.registered", payload__person_id=str(person.pk))
    assert letter.payload["encouraged_by"] == str(friend.pk)
    assert letter.payload["tenant_id"] == str(acme.uuid)


def test_an_address_signs_in_one_person_only(public):
    register()

    with pytest.raises(EmailTaken):
        register(email="MAYA@example.com")

    assert Person.objects.filter(email="maya@example.com").count() == 1


def test_namesakes_get_handles_of_their_own(public):
    handles = [register(email=f"maya{n}@example.com").handle for n in range(3)]

    assert handles == ["maya-kern", "maya-kern-2", "maya-kern-3"]


def test_however_many_namesakes_there_are_a_handle_is_found_in_two_looks(public):
    for n in range(COUNTED):
        register(email=f"maya{n}@example.com")
    with CaptureQueriesContext(connection) as first:
        tenth = register(email="tenth@example.com")
    handles = {tenth.handle} | {register(email=f"m{n}@example.com").handle for n in range(9)}

    looks = [query for query in first if "handle_shape" in query["sql"] and "IN (" in query["sql"]]
    assert len(looks) == 2
    assert len(handles) == 10
    assert all(re.fullmatch(r"maya-kern-[0-9]{2,6}", handle) for handle in handles)


@pytest.mark.parametrize("lookalike", ["bi11-o", "b1ll-0", "bill-o", "billo"])
def test_a_handle_that_reads_like_another_is_refused(public, lookalike):
    register(handle="bill-o")

    with pytest.raises(HandleTaken):
        register(email="other@example.com", handle=lookalike)


@pytest.mark.parametrize(
    "bad",
    ["ab", "1maya", "maya_k", "maya--k", "admin", "adm1n", "Sup-port", "mаya", "-maya", "x" * 31],
)
def test_a_handle_that_could_deceive_is_refused(public, bad):
    with pytest.raises(HandleNotAllowed):
        register(handle=bad)

    assert not Person.objects.filter(email="maya@example.com").exists()


def test_a_phone_number_given_before_is_left_out_without_a_word(public):
    register(phone="+447700900123")

    second = register(email="other@example.com", phone="+44 7700 900123")

    assert second.phone is None


def test_what_is_no_phone_number_is_refused(public):
    with pytest.raises(PhoneUnreadable):
        register(phone="12")


@pytest.mark.parametrize("text", ["maya-kern", "@Maya-Kern", " maya-kern "])
def test_an_encourager_is_found_by_the_whole_handle(public, text):
    person = register(phone="+447700900123")

    assert [card.id for card in find_encourager(text)] == [person.pk]
    assert find_encourager(text)[0].email is None


@pytest.mark.parametrize(
    "text", ["maya", "", "@", "+447700900123", "+44 7700 900123", "07700900123", "nobody-here", "%"]
)
def test_neither_part_of_a_handle_nor_a_phone_number_finds_anybody(public, text):
    register(phone="+447700900123")

    assert find_encourager(text) == []
