"""Replace the rules of the ladder by a new version."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ambassadors.program.ladders import Thresholds, changes_to
from ambassadors.program.models import Criterion, Programme, Tier
from ambassadors.program.queries import latest_programme, next_version
from kith.audit.record import record
from kith.errors import DomainError


class StartsInThePast(DomainError):
    code = "programme.starts_in_the_past"


@transaction.atomic
def publish_programme(
    *, thresholds: Thresholds, starts_at: datetime, by: UUID, note: str, at: datetime
) -> Programme:
    """
    Publish the next version with these thresholds, keyed by tier and measure.

    What is not named stays as it is. Cases already open keep the version they began under.

    :raises NothingChanges: every threshold already has this value
    :raises ImpossibleThreshold: a threshold nobody or everybody could meet
    :raises StartsInThePast: rules never change backwards
    """
    if starts_at < at:
        raise StartsInThePast(
            _("New rules cannot start in the past."), mend=_("Choose today or a later day.")
        )
    # One pass over the ladder at a time: versions follow each other without a gap.
    Programme.objects.order_by("-version").select_for_update().first()
    before = latest_programme(at=at)
    changed = changes_to(before, thresholds)
    tiers = list(before.tiers.order_by("position").prefetch_related("criteria"))
    fresh = Programme.objects.create(
        version=next_version(),
        starts_at=starts_at,
        published_at=at,
        published_by=by,
        note=note.strip(),
    )
    _copy_tiers(tiers, to=fresh, changed=changed)
    record(
        "programme.published",
        actor_id=by,
        subject=f"programme:{fresh.version}",
        detail={f"{tier}.{code}": value for (tier, code), value in changed.items()},
        at=at,
    )
    return fresh


def _copy_tiers(tiers: list[Tier], *, to: Programme, changed: Thresholds) -> None:
    """Write the ladder again under the new version, with the changed thresholds."""
    rows = []
    for tier in tiers:
        copy = Tier.objects.create(
            programme=to,
            code=tier.code,
            position=tier.position,
            signatures_needed=tier.signatures_needed,
        )
        rows += [
            Criterion(
                tier=copy,
                code=criterion.code,
                threshold=changed.get((tier.code, criterion.code), criterion.threshold),
                position=criterion.position,
            )
            for criterion in tier.criteria.all()
        ]
    Criterion.objects.bulk_create(rows)
