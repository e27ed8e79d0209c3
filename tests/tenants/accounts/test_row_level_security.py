"""A tenant's role reads its own people and nobody else's; it writes none of them."""

import pytest
from django.db import ProgrammingError, connection, transaction

from kith.wall import in_public, in_tenant
from kith.wall.router import WroteThroughTheWall
from tenants.accounts.models import PartyRole, Person
from tenants.accounts.usecases.end_role import end_role
from tests.clock import NOON
from tests.factories.accounts import a_person, a_role


def test_a_tenant_sees_its_own_people_only(acme, globex):
    mine = a_person(tenant=acme)
    theirs = a_person(tenant=globex)
    nobodys = a_person()

    assert set(Person.objects.values_list("pk", flat=True)) & {
        mine.pk,
        theirs.pk,
        nobodys.pk,
    } == {mine.pk}
    with in_tenant(globex):
        assert Person.objects.filter(pk__in=[mine.pk, theirs.pk]).get() == theirs


def test_a_tenant_sees_only_the_roles_held_there(acme, globex):
    person = a_person(tenant=acme)
    a_role(person, role="reseller", tenant=globex)
    a_role(person, role="staff")

    assert list(PartyRole.objects.filter(person=person).values_list("role", flat=True)) == [
        "customer"
    ]


def test_whoever_lost_the_last_role_is_out_of_sight(acme):
    person = a_person(tenant=acme)

    end_role(person_id=person.pk, role="customer", tenant_id=acme.uuid, ended_by=None, at=NOON)

    assert not Person.objects.filter(pk=person.pk).exists()
    with in_public():
        assert Person.objects.filter(pk=person.pk).exists()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE accounts_person SET full_name = 'Somebody Else'",
        "DELETE FROM accounts_partyrole",
        "UPDATE accounts_partyrole SET ends_at = now()",
        "SELECT data FROM mfa_authenticator",
        "SELECT email FROM account_emailaddress",
        "SELECT session_data FROM accounts_session",
    ],
)
def test_the_database_refuses_a_tenant_whatever_the_code_says(acme, statement):
    person = a_person(tenant=acme)

    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(statement)

    with in_public():
        assert Person.objects.get(pk=person.pk).full_name == person.full_name
        assert person.roles.get().role == "customer"


def test_the_router_refuses_before_the_database_does(acme):
    person = a_person(tenant=acme)

    with pytest.raises(WroteThroughTheWall):
        Person.objects.filter(pk=person.pk).update(full_name="Somebody Else")
