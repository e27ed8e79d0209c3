"""Carry out the end of an account."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kith.audit.record import record
from kith.mail.sending import send_mail_once
from kith.outbox import publish
from kith.wall import public_side
from tenants.accounts.readers import reader_of
from tenants.accounts.usecases.hold_person import hold_person
from tenants.privacy.copies import remove_copy
from tenants.privacy.events import DepartureStopped
from tenants.privacy.mails import AccountDeletedMail
from tenants.privacy.models import Departure, PersonalCopy
from tenants.privacy.places import places_of, ties_of, whose_are


@public_side
def erase_person(*, departure_id: UUID, at: datetime) -> bool:
    """
    Forget who a person is everywhere; returns whether that was done now. Safe to repeat.

    The last letter goes before: afterwards nobody knows where to. Where something of theirs has
    begun meanwhile nothing is forgotten, and they are told.
    """
    departure = Departure.objects.due_at(at).filter(pk=departure_id).first()
    if departure is None:
        return False
    if ties_of(person_id=departure.person_id, at=at):
        _stop(departure_id, at)
        return False
    reader = reader_of(person_id=departure.person_id)
    send_mail_once(AccountDeletedMail(), about=departure_id, to=reader, tenant_id=None, at=at)
    return _forget(departure_id, at)


@transaction.atomic
def _stop(departure_id: UUID, at: datetime) -> None:
    departure = Departure.objects.due_at(at).filter(pk=departure_id).locked().first()
    if departure:
        departure.stopped_at = at
        departure.save(update_fields=["stopped_at"])
        publish(DepartureStopped(departure_id=departure_id), key=str(departure_id))


@transaction.atomic
def _forget(departure_id: UUID, at: datetime) -> bool:
    departure = Departure.objects.due_at(at).filter(pk=departure_id).locked().first()
    if departure is None:
        return False
    person_id = departure.person_id
    hold_person(person_id=person_id)
    whose, places = whose_are(person_id=person_id), places_of(person_id=person_id)
    # The shops first: what they hold is found by what the network knows.
    for place in reversed(places):
        with place.entered():
            for one in place.belongings:
                one.forget(whose, at=at)
    for copy_id in PersonalCopy.objects.of_person(person_id).values_list("pk", flat=True):
        remove_copy(copy_id)
    PersonalCopy.objects.of_person(person_id).delete()
    departure.done_at = at
    departure.save(update_fields=["done_at"])
    record("departure.done", actor_id=None, subject=f"person:{person_id}", detail={}, at=at)
    return True
