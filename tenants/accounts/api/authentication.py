"""How a program says for whom it asks: by a token, or by the session of the same host."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from rest_framework import authentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.request import Request

from kith.wall import required_tenant
from tenants.accounts.access import TokenShown, token_shown
from tenants.accounts.backends import PersonBackend
from tenants.accounts.middleware import second_factor_url

SCHEME = "bearer"


class CsrfFailed(PermissionDenied):
    """A session came without the proof that our own page sent it."""

    code = "auth.csrf"
    mend = "Send the csrf cookie's value as X-CSRFToken, or ask with a token."


class SecondFactorMissing(PermissionDenied):
    """Somebody with power has not shown a second factor in this session."""

    code = "auth.second_factor"
    mend = "Confirm your second step at /desk/ first, or ask with a token."


class TokenAuthentication(authentication.BaseAuthentication):
    """`Authorization: Bearer kith_…`, made at /my/tokens/ of this very host."""

    def authenticate(self, request: Request) -> tuple[Any, TokenShown] | None:
        """
        Return whose token it is, and the token; None when none is shown.

        :raises AuthenticationFailed: it is revoked, another tenant's, or none at all
        """
        words = authentication.get_authorization_header(request).split()
        if not words or words[0].lower() != SCHEME.encode():
            return None
        secret = words[1].decode("latin-1") if len(words) == 2 else ""
        token = token_shown(secret=secret, tenant_id=required_tenant().uuid, at=timezone.now())
        # On the tenant's own side: whoever has no role here any more is nobody here.
        person = PersonBackend().get_user(token.person_id) if token else None
        if token is None or person is None:
            raise AuthenticationFailed("This token is not good here.")
        return person, token

    def authenticate_header(self, request: Request) -> str:
        """Return the challenge of a 401."""
        return 'Bearer realm="api"'


class SessionAuthentication(authentication.SessionAuthentication):
    """The session of this host: what our own pages ask with."""

    def authenticate(self, request: Request) -> tuple[Any, None] | None:
        """
        Return whose session it is, None when nobody is signed in.

        :raises SecondFactorMissing: the person's role asks for one
        """
        found = super().authenticate(request)
        if found and second_factor_url(request._request):
            raise SecondFactorMissing("Your role asks for a second step.")
        return found

    def enforce_csrf(self, request: Request) -> None:
        """
        Refuse what another site may have sent.

        :raises CsrfFailed: the proof is missing
        """
        try:
            super().enforce_csrf(request)
        except PermissionDenied as error:
            raise CsrfFailed(str(error.detail)) from error
