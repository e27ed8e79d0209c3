"""Speak to a person in another language, everywhere."""

from uuid import UUID

from django.db import transaction

from kith.wall import public_side
from tenants.accounts.models import Person


@public_side
@transaction.atomic
def choose_language(*, person_id: UUID, language: str) -> None:
    """Keep the language of a person's pages and letters, one for the whole network."""
    Person.objects.filter(pk=person_id).exclude(locale=language).update(locale=language)
