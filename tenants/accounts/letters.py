"""Letters about what was done in somebody's name: to every address that is proved theirs."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise

from kith.wall import public_side
from tenants.accounts.models import Person


@public_side
def proved_addresses(*, person_id: UUID) -> list[str]:
    """Return the addresses a person proved, and the one they sign in with."""
    signs_in_with = Person.objects.values_list("email", flat=True).get(pk=person_id)
    proved = EmailAddress.objects.filter(user_id=person_id, verified=True)
    return sorted({signs_in_with, *proved.values_list("email", flat=True)})


@public_side
def write_to_person(
    *, person_id: UUID, subject: Promise, template: str, words: Mapping[str, Any]
) -> None:
    """Send one letter to each of a person's addresses, in their language; whoever took one over
    cannot keep it from the others."""
    person = Person.objects.get(pk=person_id)
    with translation.override(person.locale):
        body = render_to_string(template, {**words, "person": person})
        for address in proved_addresses(person_id=person_id):
            send_mail(subject=str(subject), message=body, from_email=None, recipient_list=[address])
