"""Ask for a copy of everything."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kith.audit.record import record
from kith.limits.allowances import spend
from kith.outbox import publish
from kith.wall import public_side
from tenants.accounts.usecases.hold_person import hold_person
from tenants.privacy.copies import remove_copy
from tenants.privacy.events import CopyAsked
from tenants.privacy.models import PersonalCopy
from tenants.privacy.queries import COPIES


@public_side
def ask_copy(*, person_id: UUID, at: datetime) -> PersonalCopy:
    """
    Have all that is a person's written into one file; one that is being made stays the one.

    The one before goes: a person has one file at a time.

    :raises TooOften: they had as many today as anybody needs
    """
    making = PersonalCopy.objects.of_person(person_id).in_the_making().first()
    if making is None:
        spend("personal-copy", by=str(person_id), rate=COPIES, at=at)
        making, before = _open(person_id, at)
        for copy_id in before:
            remove_copy(copy_id)
    return making


@transaction.atomic
def _open(person_id: UUID, at: datetime) -> tuple[PersonalCopy, list[UUID]]:
    hold_person(person_id=person_id)
    mine = PersonalCopy.objects.of_person(person_id)
    if making := mine.in_the_making().first():
        return making, []
    before = list(mine.values_list("pk", flat=True))
    mine.delete()
    copy = PersonalCopy.objects.create(person_id=person_id, asked_at=at)
    publish(CopyAsked(copy_id=copy.pk), key=str(copy.pk))
    record("copy.asked", actor_id=person_id, subject=f"person:{person_id}", detail={}, at=at)
    return copy, before
