import pytest

from kith.wall import in_public
from tenants.accounts.handles import HandleNotAllowed
from tenants.accounts.models import PartyRole, Person
from tenants.accounts.usecases.change_profile import change_profile
from tenants.accounts.usecases.register_person import HandleTaken
from tests.factories.accounts import a_person, sign_in

WORDS = {"full_name": "Maya Kern-Ott", "handle": "maya", "phone": "+447700900123", "locale": "es"}


def test_it_changes_how_others_know_a_person(acme):
    person = a_person(tenant=acme)

    change_profile(person_id=person.pk, **WORDS)

    with in_public():
        person.refresh_from_db()
    assert (person.full_name, person.handle, person.locale) == ("Maya Kern-Ott", "maya", "es")


def test_a_handle_that_reads_like_anothers_is_refused(public):
    a_person(handle="maria")
    person = a_person()

    with pytest.raises(HandleTaken):
        change_profile(person_id=person.pk, **(WORDS | {"handle": "rnaria"}))
    with pytest.raises(HandleNotAllowed):
        change_profile(person_id=person.pk, **(WORDS | {"handle": "staff"}))

    assert Person.objects.get(pk=person.pk).full_name == person.full_name


def test_a_number_that_is_anothers_stays_unset(public):
    a_person(phone="+447700900123")
    person = a_person(phone="+447700900999")

    changed = change_profile(person_id=person.pk, **WORDS)

    assert changed.phone == "+447700900999"


def test_the_page_takes_changes_and_speaks_the_new_language(acme, client):
    sign_in(client, a_person(tenant=acme), acme)

    answer = client.post("/my/profile/", WORDS)

    assert answer.status_code == 302
    assert 'lang="es"' in client.get("/my/profile/").content.decode()


def test_the_page_changes_nothing_that_it_does_not_ask_for(acme, client):
    person, other = a_person(tenant=acme), a_person(tenant=acme)
    sign_in(client, person, acme)
    asked = {*WORDS, "handle_shape", "last_login"}
    more = {
        field.attname: "1" for field in Person._meta.concrete_fields if field.attname not in asked
    }
    with in_public():
        before = Person.objects.order_by("pk").values(*more, "password")
        first = list(before)

    more |= {"uuid": str(other.pk), "id": str(other.pk), "roles": "operator", "role": "staff"}
    assert client.post("/my/profile/", more | WORDS).status_code == 302

    with in_public():
        assert list(before.all()) == first
        assert not PartyRole.objects.filter(person=person).exclude(role="customer").exists()


def test_the_page_says_what_is_wrong_and_keeps_what_was_typed(acme, client):
    sign_in(client, a_person(tenant=acme), acme)

    answer = client.post("/my/profile/", WORDS | {"handle": "admin", "phone": "12"})

    assert answer.status_code == 422
    assert "kept for the house" in answer.content.decode()
    assert "Maya Kern-Ott" in answer.content.decode()


@pytest.mark.parametrize("others", [1, 20])
def test_the_page_costs_the_same_for_any_number_of_sessions(
    acme, client_for, others, django_assert_max_num_queries
):
    person = a_person(tenant=acme)
    for _ in range(others):
        client = sign_in(client_for(acme), person, acme)

    with django_assert_max_num_queries(11):
        page = client.get("/my/profile/")

    assert page.content.count(b'name="session"') == others - 1
