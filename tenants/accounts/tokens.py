"""Links in mail that let somebody set a password: good for one person, on one tenant's hosts."""

from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.core import context
from django.contrib.auth.tokens import PasswordResetTokenGenerator

_BY_REQUEST: Any = object()


class AccountTokens(PasswordResetTokenGenerator):
    """
    Make and check such links.

    A change of password or of address, a sign-in, or another tenant's host makes
    the link worthless. The tenant is that of the request, unless it is named.
    """

    def __init__(self, *, tenant_id: UUID | None = _BY_REQUEST) -> None:
        super().__init__()
        self._tenant_id = tenant_id

    @property
    def tenant_id(self) -> UUID | None:
        """The tenant the link is good for; None is the network's own host."""
        if self._tenant_id is not _BY_REQUEST:
            return self._tenant_id
        tenant = getattr(context.request, "tenant", None)
        return tenant.uuid if tenant else None

    def _make_hash_value(self, user: Any, timestamp: int) -> str:
        known = EmailAddress.objects.filter(user_id=user.pk).order_by("email")
        addresses = ",".join(known.values_list("email", flat=True))
        fixed = super()._make_hash_value(user, timestamp)
        return f"{fixed}|{addresses}|{self.tenant_id or 'network'}"
