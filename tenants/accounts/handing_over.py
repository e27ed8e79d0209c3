"""Sessions that go from one host of the network to another: what the sign-in pages take part in."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode, urljoin
from uuid import UUID

from allauth.account.internal.flows import login as login_flow
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kith.limits.allowances import TooOften
from kith.wall import public_side
from kith.wall.addresses import address_of
from kith.wall.middleware import host_of
from tenants.accounts.hand_overs import SignedIn, is_telcos_own, kept_challenge
from tenants.accounts.models import Person
from tenants.accounts.sessions import session_of
from tenants.accounts.usecases.end_sessions import end_sessions
from tenants.accounts.usecases.issue_hand_over import issue_hand_over


def said_by_session(request: HttpRequest) -> SignedIn:
    """Return what the session of this request says of its person, who is signed in."""
    person: Any = request.user
    return SignedIn(
        person_id=person.pk,
        auth_hash=request.session[HASH_SESSION_KEY],
        proofs=login_flow.get_authentication_records(request, person),
        family=session_of(request).family,
        ends_at=min(request.session.get_expiry_date(), session_of(request).ends_at_latest),
    )


def arrival_url(host: str, token: str) -> str:
    """Return the address at which a host takes a session in."""
    return address_of(host, f"{reverse('account-arrival')}?{urlencode({'token': token})}")


def network_url(start: str) -> str:
    """Return the address at which the network's host answers a start."""
    path = reverse("account-hand-over", urlconf="config.urls.public")
    return address_of(settings.NETWORK_HOST, f"{path}?{urlencode({'start': start})}")


def is_start(url: str) -> bool:
    """Say whether an address is one at which the network's host answers a start."""
    return url.startswith(network_url("").partition("?")[0])


def hand_up(request: HttpRequest, response: HttpResponse, *, at: datetime) -> None:
    """
    Lead whoever proved at a shop's host who they are by way of the network's, to be known there.

    Only from hosts under the telco's domain, only with a challenge that the network gave this
    browser, and only in the answer to the proof itself: a session alone opens nothing above it.
    """
    host = host_of(request)
    challenge = kept_challenge(request.COOKIES, host=host)
    if challenge is None or not is_telcos_own(host):
        return
    response.delete_cookie(settings.KITH_CHALLENGE_COOKIE_NAME)
    onward = urljoin(address_of(host, request.path), response["Location"])
    try:
        token = issue_hand_over(
            who=said_by_session(request),
            host=settings.NETWORK_HOST,
            tenant_id=None,
            browser=challenge.browser,
            onward=network_url(challenge.start) if challenge.start else onward,
            at=at,
        )
    except TooOften:
        return
    response["Location"] = arrival_url(settings.NETWORK_HOST, token)


def take_in(request: HttpRequest, who: SignedIn) -> Person:
    """
    Open a session at this host that says the same, and ends when and with whom the first does.

    Whoever was signed in here in this browser before is so no longer, at any host.
    """
    before: Any = request.user
    if before.is_authenticated and session_of(request).family != who.family:
        end_sessions(person_id=before.pk, family=session_of(request).family)
    person = _person(who.person_id)
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[-1])
    session_of(request).family = who.family
    request.session[login_flow.AUTHENTICATION_METHODS_SESSION_KEY] = who.proofs
    request.session[login_flow._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(person.pk)
    request.session.set_expiry(who.ends_at)
    return person


@public_side
def _person(person_id: UUID) -> Person:
    return Person.objects.get(pk=person_id, is_active=True)
