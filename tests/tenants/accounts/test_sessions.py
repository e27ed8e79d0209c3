"""A session is good on the hosts of one tenant, and nowhere else."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import ProgrammingError, transaction
from django.utils import timezone

from kith.wall import in_public, in_tenant
from tenants.accounts.doors import SESSIONS
from tenants.accounts.models import Session
from tenants.accounts.queries import open_sessions
from tenants.accounts.sessions import SessionStore
from tenants.accounts.usecases.end_sessions import end_sessions
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

    shown = open_sessions(
        person_id=person.pk, tenant_id=acme.uuid, this_key=session.session_key, at=now
    )
    ended = end_sessions(person_id=person.pk, tenant_id=acme.uuid, keep=session.session_key)

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
