"""Take back a version of the rules that was just published and does not hold yet."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ambassadors.program.models import Programme, Retraction
from ambassadors.program.queries import latest_programme, may_take_back_until
from kith.audit.record import record
from kith.errors import DomainError
from kith.wall import public_side


class TooLateToTakeBack(DomainError):
    """It holds already, too much time has passed, or a newer version builds on it."""

    code = "programme.too_late_to_take_back"


@public_side
@transaction.atomic
def take_programme_back(*, version: int, by: UUID, at: datetime) -> Programme:
    """
    Undo a publication within ten minutes and before its day; returns the version that stays.

    Nobody was judged by it. Twice changes nothing; its number is not given to another version.

    :raises TooLateToTakeBack: the ten minutes are over, it holds, or another version came after it
    """
    # Who publishes the next version waits, or we see it.
    Programme.objects.order_by("-version").select_for_update().first()
    found = Programme.objects.get(version=version)
    if Retraction.objects.filter(programme=found).exists():
        return latest_programme(at=at)
    until = may_take_back_until(found)
    if until is None or at >= until or latest_programme(at=at) != found:
        raise TooLateToTakeBack(
            _("Version %(version)s can no longer be taken back.") % {"version": version},
            mend=_("Write the next version instead."),
        )
    Retraction.objects.create(programme=found, by=by, at=at)
    record(
        "programme.taken_back",
        actor_id=by,
        subject=f"programme:{version}",
        detail={"published_by": str(found.published_by)},
        at=at,
    )
    return latest_programme(at=at)
