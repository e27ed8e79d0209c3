"""People for tests, and their way in."""

import time
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import UUID

from allauth.account.internal.flows import login as login_flow
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.test import Client

from kith.wall import TenantRef, in_public
from tenants.accounts.models import PartyRole, Person
from tenants.accounts.sessions import SessionStore
from tenants.accounts.team import token_of
from tenants.accounts.usecases.grant_role import grant_role
from tenants.accounts.usecases.invite_teammate import invite_teammate
from tenants.accounts.usecases.register_person import register_person
from tests.clock import NOON

PASSWORD = "a few quiet words"
_numbers = count(1)


def a_person(
    *,
    tenant: TenantRef | None = None,
    role: str = "",
    full_name: str = "",
    email: str = "",
    password: str | None = PASSWORD,
    **more: Any,
) -> Person:
    """Register somebody, proved by mail; with a role in a tenant or, without one, network-wide."""
    number = next(_numbers)
    person = register_person(
        email=email or f"person{number}@example.com",
        full_name=full_name or f"Person {_word(number)}",
        password=password,
        is_email_proved=True,
        at=more.pop("at", NOON),
        **more,
    )
    if role or tenant:
        a_role(person, role=role or "customer", tenant=tenant)
    return person


def speaks(person: Person, language: str) -> None:
    """Let somebody's account be in that language, as they choose it on their profile."""
    with in_public():
        Person.objects.filter(pk=person.pk).update(locale=language)


def a_role(person: Person, *, role: str, tenant: TenantRef | None = None) -> PartyRole:
    """Give somebody a role, in a tenant or network-wide."""
    return grant_role(
        person_id=person.pk,
        role=role,
        tenant_id=tenant.uuid if tenant else None,
        granted_by=None,
        at=NOON,
    )


def sign_in(
    client: Client,
    person: Person,
    tenant: TenantRef | None = None,
    *,
    second_factor: bool = True,
    ago: timedelta = timedelta(0),
) -> Client:
    """Give the browser a session of that tenant's host, opened with password and second factor."""
    methods = ["password", "mfa"] if second_factor else ["password"]
    with in_public():
        session = SessionStore(tenant_id=tenant.uuid if tenant else None)
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session[login_flow.AUTHENTICATION_METHODS_SESSION_KEY] = [
            {"method": method, "at": time.time() - ago.total_seconds()} for method in methods
        ]
        session[login_flow._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(person.pk)
        session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client


def code_now(secret: str) -> str:
    """Return what a code generator with this secret shows now: good until the next one is over."""
    # What is taken begins with the code before this one, which a moment later is too old.
    counters = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, counters[len(counters) // 2]))


def _word(number: int) -> str:
    """Write a number in letters, so that names and handles stay apart to the eye."""
    letters = "abeghjkmnpqrtuwxyz"
    word = ""
    while number:
        number, digit = divmod(number, len(letters))
        word += letters[digit]
    return word.title()


def an_invitation_to_a_team(tenant_id: UUID | None, by: UUID) -> dict[str, object]:
    """Invite somebody, and return the invitation and what opens it."""
    found = invite_teammate(
        email="joining@example.org",
        role="teammate" if tenant_id else "staff",
        tenant_id=tenant_id,
        by=by,
        at=NOON,
    )
    return {"team_invitation": found.pk, "team_token": token_of(found.pk)}
