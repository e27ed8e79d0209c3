"""Ask that an account ends, or think better of it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kith.audit.record import record
from kith.errors import DomainError
from kith.outbox import publish
from kith.wall import public_side
from tenants.accounts.usecases.hold_person import hold_person
from tenants.privacy.events import DepartureAsked
from tenants.privacy.models import Departure
from tenants.privacy.places import ties_of
from tenants.privacy.queries import TIME_TO_UNDO


class StillTied(DomainError):
    """Something of a person's has to end before their account can."""

    code = "account.still_tied"


@public_side
@transaction.atomic
def ask_departure(*, person_id: UUID, at: datetime) -> Departure:
    """
    Have an account end in 14 days; one that is under way stays as it is.

    :raises StillTied: lines, bills, orders, money or a shop have to come to an end first
    """
    hold_person(person_id=person_id)
    if waiting := Departure.objects.waiting().filter(person_id=person_id).first():
        return waiting
    if ties := ties_of(person_id=person_id, at=at):
        raise StillTied(
            _("Something has to end first: %(what)s.") % {"what": ties[0].row.title},
            mend=ties[0].row.text,
        )
    departure = Departure.objects.create(person_id=person_id, asked_at=at, due_at=at + TIME_TO_UNDO)
    publish(DepartureAsked(departure_id=departure.pk), key=str(departure.pk))
    record("departure.asked", actor_id=person_id, subject=f"person:{person_id}", detail={}, at=at)
    return departure
