"""What pages ask of copies and of accounts that end."""

from datetime import datetime, timedelta
from uuid import UUID

from kith.limits.allowances import Rate
from kith.wall import public_side
from tenants.privacy.models import Departure, PersonalCopy

# A mistake can be mended the same day; whoever wants one each hour wants something else.
COPIES = Rate(3, timedelta(days=1))
TIME_TO_UNDO = timedelta(days=14)


@public_side
def latest_copy(*, person_id: UUID) -> PersonalCopy | None:
    """Return the copy that a person asked for last, as long as it stands or is made."""
    return PersonalCopy.objects.of_person(person_id).order_by("-asked_at", "pk").first()


@public_side
def copy_of_person(*, copy_id: UUID, person_id: UUID) -> PersonalCopy:
    """
    Return a person's copy.

    :raises PersonalCopy.DoesNotExist: this person has none of this id
    """
    return PersonalCopy.objects.of_person(person_id).get(pk=copy_id)


@public_side
def open_departure(*, person_id: UUID) -> Departure | None:
    """Return the end of an account that is under way, None where none is."""
    return Departure.objects.waiting().filter(person_id=person_id).first()


@public_side
def due_departures(*, at: datetime) -> list[UUID]:
    """Return the accounts whose two weeks are over."""
    return list(Departure.objects.due_at(at).order_by("due_at", "pk").values_list("pk", flat=True))
