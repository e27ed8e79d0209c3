"""Put a person on a step by hand, with the day they reached it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ambassadors.program.models import Standing, TierCode
from kith.errors import DomainError


class StandsHigher(DomainError):
    code = "standing.stands_higher"


@transaction.atomic
def enter_ladder(*, person_id: UUID, tier_code: str, at: datetime) -> Standing:
    """
    Let somebody who was a seller before the network began start on their step.

    The same step again returns the first; nobody is put on a lower one.

    :raises StandsHigher: the person already stands on another step above this
    """
    current = Standing.objects.current().filter(person_id=person_id).select_for_update().first()
    if current and current.tier_code == tier_code:
        return current
    ladder = TierCode.values
    if current and ladder.index(current.tier_code) > ladder.index(tier_code):
        raise StandsHigher(_("This person already stands on a higher step."))
    if current:
        current.ends_at = at
        current.save(update_fields=["ends_at"])
    return Standing.objects.create(person_id=person_id, tier_code=tier_code, starts_at=at)
