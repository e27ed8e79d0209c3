"""How a password becomes a person, and a session a person again."""

from typing import Any
from uuid import UUID

from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest

from kith.wall import public_side
from tenants.accounts.models import Person


class PersonBackend(AuthenticationBackend):
    """
    Check a password on the public side; read the person on the side of the request.

    On a tenant's host the read goes through row-level security: whoever has no
    role there is nobody there, whatever the cookie says. The hash, by which a
    changed password ends a session, is what no tenant's role may read.
    """

    @public_side
    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> Any:
        """Return the person these words belong to, None when they do not fit."""
        return super().authenticate(request, **credentials)

    def get_user(self, user_id: UUID) -> Person | None:
        """Return the person of a session, None when this side may not see them."""
        seen = Person.objects.defer("password").filter(pk=user_id, is_active=True).first()
        if seen is not None:
            seen.password = _hash_of(seen.pk)
        return seen


@public_side
def _hash_of(person_id: UUID) -> str:
    return Person.objects.values_list("password", flat=True).get(pk=person_id)
