"""A tenant's role reads its own people and nobody else's; it writes none of them."""

import pytest
from django.db import ProgrammingError, connection, transaction

from kith.wall import as_owner, in_public, in_tenant
from kith.wall.router import WroteThroughTheWall
from tenants.accounts.models import PartyRole, Person
from tenants.accounts.usecases.end_role import end_role
from tests.clock import NOON
from tests.factories.accounts import PASSWORD, a_person, a_role, sign_in


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
        seen = Person.objects.filter(pk__in=[mine.pk, theirs.pk]).values_list("pk", flat=True)
        assert list(seen) == [theirs.pk]


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
        "UPDATE accounts_person SET password = 'a hash of my own'",
        "SELECT data FROM mfa_authenticator",
        "UPDATE mfa_authenticator SET data = '{}'",
        "DELETE FROM mfa_authenticator",
        "SELECT email FROM account_emailaddress",
        "UPDATE account_emailaddress SET verified = true",
        "SELECT key FROM account_emailconfirmation",
        "SELECT session_data FROM accounts_session",
        "UPDATE accounts_session SET session_data = ''",
        "SELECT token FROM registry_domain",
        "SELECT suspended_because FROM registry_tenant",
        "SELECT digest FROM accounts_accesstoken",
        "DELETE FROM accounts_accesstoken",
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


@pytest.mark.parametrize("whose", ["own", "another's"])
@pytest.mark.parametrize("column", ["password", "*"])
def test_no_tenant_reads_a_password_not_even_of_its_own_people(acme, globex, whose, column):
    person = a_person(tenant=acme if whose == "own" else globex)

    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {column} FROM accounts_person WHERE id = %s", [person.pk])


def test_a_password_is_no_way_to_choose_rows_either(acme):
    a_person(tenant=acme)

    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Person.objects.filter(password__startswith="argon2").exists()


def test_what_a_tenant_may_touch_of_the_shared_side_is_this_and_no_more(acme):
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT privilege_type, table_name, array_agg(column_name::text) "
            "FROM information_schema.column_privileges "
            "WHERE table_schema = 'public' AND grantee IN ('PUBLIC', 'kith_tenants', %s) "
            "GROUP BY 1, 2",
            [acme.db_role],
        )
        granted = {(right, table): set(columns) for right, table, columns in cursor.fetchall()}

    people = {field.column for field in Person._meta.fields} - {"password"}
    assert granted.pop(("SELECT", "accounts_person")) == people
    assert granted.pop(("SELECT", "registry_tenant")) == {"uuid", "db_role"}
    assert sorted(granted) == [
        ("INSERT", "outbox_letter"),
        ("SELECT", "accounts_partyrole"),
        ("SELECT", "settlement_statement"),
        ("SELECT", "settlement_statementline"),
    ]


def test_a_session_on_a_tenants_host_still_ends_with_a_new_password(acme, client):
    person = a_person(tenant=acme)
    sign_in(client, person, acme)
    before = client.get("/my/profile/").status_code

    with in_public():
        person.set_password("quite other words")
        person.save()

    assert before == 200
    assert client.get("/my/profile/").status_code == 302


def test_signing_in_on_a_tenants_host_still_takes_the_right_password_only(acme, client):
    person = a_person(tenant=acme)
    words = {"login": person.email, "password": "not these words", "next": "/my/profile/"}

    assert client.post("/accounts/login/", words).status_code == 200
    assert client.post("/accounts/login/", words | {"password": PASSWORD}).status_code == 302
    assert client.get("/my/profile/").status_code == 200
