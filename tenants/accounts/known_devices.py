"""Which browsers an account's owner has signed in with: the browser itself carries it, sealed."""

import secrets
from collections.abc import Mapping
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpResponse
from django.utils.crypto import salted_hmac

LIFE = timedelta(days=365)
# A family shares a browser; a cookie stays small.
ACCOUNTS_A_BROWSER = 6
_SALT = "kith.known-device"


def known_device(cookies: Mapping[str, str], account: str) -> str:
    """Return the browser's name if this account was opened in it before, else nothing."""
    device, accounts = _read(cookies)
    return device if _mark(account) in accounts else ""


def remember_device(response: HttpResponse, cookies: Mapping[str, str], account: str) -> None:
    """Let the browser carry that this account was opened in it."""
    device, accounts = _read(cookies)
    mark = _mark(account)
    kept = [mark, *(other for other in accounts if other != mark)][:ACCOUNTS_A_BROWSER]
    response.set_cookie(
        settings.KITH_DEVICE_COOKIE_NAME,
        signing.dumps([device or secrets.token_hex(8), kept], salt=_SALT),
        max_age=LIFE,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _read(cookies: Mapping[str, str]) -> tuple[str, list[str]]:
    sealed = cookies.get(settings.KITH_DEVICE_COOKIE_NAME, "")
    try:
        device, accounts = signing.loads(sealed, salt=_SALT, max_age=LIFE)
    except signing.BadSignature:
        return "", []
    return device, accounts


def _mark(account: str) -> str:
    return salted_hmac(_SALT, account.strip().lower(), algorithm="sha256").hexdigest()[:20]
