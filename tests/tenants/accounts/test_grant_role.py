import pytest

from kith.audit.models import AuditEntry
from kith.outbox.models import Letter
from tenants.accounts.models import PartyRole
from tenants.accounts.queries import needs_second_factor, roles_of
from tenants.accounts.usecases.end_role import end_role
from tenants.accounts.usecases.grant_role import grant_role
from tests.clock import NOON
from tests.factories.accounts import a_person


def grant(person, **more):
    words = {"role": "staff", "tenant_id": None, "granted_by": None, "at": NOON} | more
    return grant_role(person_id=person.pk, **words)


def test_granting_twice_is_one_open_role(public):
    person = a_person()

    assert grant(person) == grant(person, at=NOON.replace(hour=13))
    assert Letter.objects.filter(event="role.granted").count() == 1


def test_what_a_person_grants_is_audited_once(public):
    person, boss = a_person(), a_person()

    grant(person, granted_by=boss.pk)
    grant(person, granted_by=boss.pk)

    assert AuditEntry.objects.get(action="role.granted").actor_id == boss.pk


def test_an_ended_role_gives_nothing_and_may_be_given_again(public):
    person = a_person()
    grant(person)

    ended = end_role(person_id=person.pk, role="staff", tenant_id=None, ended_by=None, at=NOON)
    again = end_role(person_id=person.pk, role="staff", tenant_id=None, ended_by=None, at=NOON)

    assert ended is not None
    assert again is None
    assert roles_of(person.pk) == frozenset()
    grant(person)
    assert PartyRole.objects.filter(person=person).count() == 2


def test_an_unknown_role_is_refused(public):
    with pytest.raises(ValueError):
        grant(a_person(), role="emperor")


def test_a_role_at_one_shop_is_no_role_at_another(acme, globex):
    person = a_person(tenant=acme, role="reseller")

    assert roles_of(person.pk, globex.uuid) == frozenset()
    assert needs_second_factor(person_id=person.pk, tenant_id=acme.uuid)
    assert not needs_second_factor(person_id=person.pk, tenant_id=globex.uuid)
