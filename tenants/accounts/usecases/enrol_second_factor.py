"""Give a person a code generator whose secret is known, as the demo's people have."""

from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt
from django.db import transaction

from kith.wall import public_side
from tenants.accounts.models import Person


@public_side
@transaction.atomic
def enrol_second_factor(*, person_id: UUID | str, secret: str) -> None:
    """Set up time-based codes with this base32 secret; a second call replaces the secret."""
    person = Person.objects.locked().get(pk=person_id)
    Authenticator.objects.update_or_create(
        user=person, type=Authenticator.Type.TOTP, defaults={"data": {"secret": encrypt(secret)}}
    )
