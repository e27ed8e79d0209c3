"""A session is good on the hosts of one tenant, and nowhere else."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, transaction
from django.utils import timezone

from kith.wall import in_public, in_tenant
from tenants.accounts.doors import SESSIONS
from tenants.accounts.models import AccessToken, Session
from tenants.accounts.queries import open_sessions
from tenants.accounts.sessions import SessionStore
from tenants.accounts.usecases.end_sessions import end_sessions
from tenants.accounts.usecases.make_access_token import make_access_token
from tests.factories.accounts import a_person, sign_in


def a_session(tenant) -> SessionStore:
    session = SessionStore(tenant_id=tenant.uuid if tenant else None)
    session["words"] = "mine"
    session.save()
    return session


def test_it_is_read_where_it_was_made(acme):
    key = a_session(acme).session_key

    assert SessionStore(key)["words"] == "mine"


@pytest.mark.parametrize("elsewhere", ["globex", "network"])
def test_it_is_empty_on_any_other_host(acme, globex, elsewhere):
    key = a_session(acme).session_key

    stranger = SessionStore(key, tenant_id=globex.uuid if elsewhere == "globex" else None)

    assert stranger.get("words") is None
    assert stranger.session_key is None


def test_a_foreign_cookie_is_never_overwritten(acme, globex):
    key = a_session(acme).session_key

    with in_tenant(globex):
        stranger = SessionStore(key)
        stranger["words"] = "theirs"
        stranger.save()

    assert stranger.session_key != key
    assert SessionStore(key)["words"] == "mine"


def test_a_tenants_role_may_not_read_the_table(acme):
    a_session(acme)

    with pytest.raises(ProgrammingError), transaction.atomic():
        list(Session.objects.all())


def test_the_cookie_of_one_shop_opens_nothing_at_another(acme, globex, client_for):
    person = a_person(tenant=acme)
    with in_public():
        from tests.factories.accounts import a_role

        a_role(person, role="customer", tenant=globex)
    thief = client_for(globex)
    owner = sign_in(client_for(acme), person, acme)
    thief.cookies = owner.cookies

    assert owner.get("/my/profile/").status_code == 200
    assert thief.get("/my/profile/").status_code == 302


def test_sessions_elsewhere_are_shown_and_ended(acme):
    person = a_person(tenant=acme)
    for device in ("Firefox, Linux", "Safari, iPhone"):
        session = SessionStore(tenant_id=acme.uuid, device=device)
        session["_auth_user_id"] = str(person.pk)
        session.save()
    now = timezone.now()

    shown = open_sessions(person_id=person.pk, this_family=session.family, at=now)
    ended = end_sessions(person_id=person.pk, keep=session.family)

    assert [(one.device, one.is_this_one) for one in shown] == [
        ("Safari, iPhone", True),
        ("Firefox, Linux", False),
    ]
    assert ended == 1
    assert SessionStore(session.session_key).get("_auth_user_id") == str(person.pk)


def test_what_is_over_is_swept(acme):
    session = a_session(acme)
    with in_public():
        Session.objects.update(expire_date=timezone.now() - timedelta(days=1))

    SessionStore.clear_expired()

    assert not session.exists(session.session_key)


def test_a_session_is_dropped_a_day_after_it_ended(acme, globex):
    ended, running = a_session(acme).session_key, a_session(globex).session_key
    over = datetime(2028, 5, 4, 12, tzinfo=UTC)
    with in_public():
        Session.objects.exclude(pk__in=[ended, running]).delete()
        Session.objects.filter(pk=ended).update(expire_date=over)
        Session.objects.filter(pk=running).update(expire_date=over + timedelta(hours=2))

        assert SESSIONS.sweep(at=over + timedelta(hours=23)) == 0
        assert SESSIONS.sweep(at=over + timedelta(hours=25)) == 1
        assert [session.pk for session in Session.objects.all()] == [running]


def test_a_session_ends_a_month_after_it_began_however_often_it_is_used(acme):
    began = datetime(2028, 5, 4, 12, tzinfo=UTC)
    with time_machine.travel(began, tick=False) as clock:
        key = a_session(acme).session_key
        for _ in range(3):
            clock.shift(timedelta(days=9))
            session = SessionStore(key)
            assert session["words"] == "mine"
            session.save()
        clock.shift(timedelta(days=3))

        assert SessionStore(key).get("words") is None


def test_whoever_signs_in_begins_a_session_and_keeps_what_it_holds(acme):
    with time_machine.travel(datetime(2028, 5, 4, 12, tzinfo=UTC), tick=False) as clock:
        key = a_session(acme).session_key
        clock.shift(timedelta(days=13))
        session = SessionStore(key)
        session.cycle_key()

        with in_public():
            (row,) = Session.objects.filter(pk__in=[key, session.session_key])
    assert (row.pk, row.started_at.day) == (session.session_key, 17)
    assert session["words"] == "mine"


@pytest.fixture
def two_people(acme, globex, client_for):
    people = [a_person(tenant=acme), a_person(tenant=acme)]
    for person in people:
        for tenant in (acme, globex):
            sign_in(client_for(tenant), person, tenant)
        make_access_token(
            person_id=person.pk,
            tenant_id=acme.uuid,
            name="books",
            may_write=False,
            at=timezone.now(),
        )
    return people


def ways_in():
    with in_public():
        return (
            set(Session.objects.exclude(person_id=None).values_list("person_id", flat=True)),
            set(AccessToken.objects.live().values_list("person_id", flat=True)),
        )


def test_an_account_in_wrong_hands_is_signed_out_on_every_host(two_people, capsys):
    thief, other = two_people

    call_command("sign_out_everywhere", of=thief.email)

    assert capsys.readouterr().out == "2 sessions ended, 1 tokens revoked.\n"
    assert ways_in() == ({other.pk}, {other.pk})


def test_everybody_is_signed_out_when_the_house_is_in_wrong_hands(two_people):
    call_command("sign_out_everywhere", everybody=True)

    assert ways_in() == (set(), set())


def test_nobody_is_signed_out_by_an_address_nobody_has(two_people):
    with pytest.raises(CommandError, match="Nobody has this address"):
        call_command("sign_out_everywhere", of="nobody@example.com")

    assert len(ways_in()[0]) == 2
