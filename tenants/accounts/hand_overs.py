"""
What travels between two hosts when a session is handed over: starts, challenges and tokens.

A start says which host asks, and for which browser; a challenge says that nobody is signed in at
the network yet, and for which browser it waits. Both are ours, sealed, and neither opens
anything: they only tell a token whom it is for. A token opens one host, in one browser, once.
"""

import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpResponse

# A redirect takes a second, on a bad line a few.
TOKEN_LIFE = timedelta(seconds=30)
# So long somebody may look for a password, or for the code in a mail.
ASKED_FOR = timedelta(hours=1)
_START, _CHALLENGE = "kith.hand-over.start", "kith.hand-over.challenge"


@dataclass(frozen=True)
class Start:
    """A host that asks the network who is there."""

    host: str
    browser: str
    # Where the person wanted to go there; empty where to is not said.
    onward: str
    # The page that asked, to come back to when nobody is signed in.
    back: str
    # It wants no session, only a challenge: its person is proving who they are by other means.
    only_asks: bool = False


@dataclass(frozen=True)
class Challenge:
    """The network's word to a shop's host: hand me whoever signs in with you in this browser."""

    host: str
    browser: str
    # The start of another host that waits behind it; empty where none does.
    start: str = ""


@dataclass(frozen=True)
class SignedIn:
    """What a session says of its person, and the session it is handed over to says after it."""

    person_id: UUID
    # By which a password that was changed meanwhile is noticed.
    auth_hash: str
    # When and by what they proved who they are, as the sign-in library writes it.
    proofs: list[dict[str, Any]]
    family: UUID
    ends_at: datetime


def seal_start(start: Start) -> str:
    """Return the words to send along."""
    return signing.dumps(asdict(start), salt=_START, compress=True)


def read_start(words: str) -> Start | None:
    """Return the start that was sealed lately; None where these words are not ours."""
    try:
        return Start(**signing.loads(words, salt=_START, max_age=ASKED_FOR))
    except signing.BadSignature:
        return None


def seal_challenge(challenge: Challenge) -> str:
    """Return the words to send along."""
    return signing.dumps(asdict(challenge), salt=_CHALLENGE, compress=True)


def read_challenge(words: str, *, host: str) -> Challenge | None:
    """Return the challenge that was sealed lately for this host; None where it is none."""
    try:
        challenge = Challenge(**signing.loads(words, salt=_CHALLENGE, max_age=ASKED_FOR))
    except signing.BadSignature:
        return None
    return challenge if challenge.host == host else None


def is_telcos_own(host: str) -> bool:
    """Say whether a host stands under the telco's domain, where nobody else answers for it."""
    return host == settings.NETWORK_HOST or host.endswith(f".{settings.NETWORK_HOST}")


def browser_mark(cookies: Mapping[str, str]) -> str:
    """Return what tells this browser at this host from others; empty before it was marked."""
    secret = cookies.get(settings.KITH_HAND_OVER_COOKIE_NAME, "")
    return mark_of(secret) if secret else ""


def new_browser_secret() -> str:
    """Return a secret for a browser to keep."""
    return secrets.token_urlsafe(32)


def mark_of(secret: str) -> str:
    """Return what may be told of a browser's secret."""
    return sha256(secret.encode()).hexdigest()


def mark_browser(response: HttpResponse, secret: str) -> None:
    """Let the browser keep its secret until it is closed."""
    _set_cookie(response, settings.KITH_HAND_OVER_COOKIE_NAME, secret)


def keep_challenge(response: HttpResponse, words: str) -> None:
    """Let the browser carry a challenge through the pages of a sign-in."""
    _set_cookie(response, settings.KITH_CHALLENGE_COOKIE_NAME, words)


def kept_challenge(cookies: Mapping[str, str], *, host: str) -> Challenge | None:
    """Return the challenge that this browser carries for this host."""
    return read_challenge(cookies.get(settings.KITH_CHALLENGE_COOKIE_NAME, ""), host=host)


def _set_cookie(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(
        name, value, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
