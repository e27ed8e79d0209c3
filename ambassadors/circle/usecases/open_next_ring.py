"""Open the next wider ring."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ambassadors.circle.models import Member
from ambassadors.circle.rings import (
    HEALTHY_PERCENT,
    HEALTHY_WEEKS,
    healthy_weeks,
    hold_circle,
    size_after,
)
from ambassadors.circle.usecases.admit_waiting import admit_waiting
from kith.errors import DomainError


class NotHealthyLongEnough(DomainError):
    code = "circle.not_healthy_long_enough"


class WidestRingOpen(DomainError):
    code = "circle.widest_ring_open"


@transaction.atomic
def open_next_ring(*, at: datetime) -> int:
    """
    Open the next ring and let in those who wait, in the order they came; returns its size.

    :raises WidestRingOpen: there is none after this
    :raises NotHealthyLongEnough: the circle has not been kept well for long enough
    """
    circle = hold_circle(at=at)
    wider = size_after(circle.widest)
    if wider is None:
        raise WidestRingOpen(_("The widest ring is open already."))
    weeks = healthy_weeks(circle)
    if weeks < HEALTHY_WEEKS:
        raise NotHealthyLongEnough(
            _("Healthy for %(weeks)s of %(needed)s weeks.")
            % {"weeks": weeks, "needed": HEALTHY_WEEKS},
            mend=_("The next ring opens after %(needed)s weeks at %(percent)s or more.")
            % {"needed": HEALTHY_WEEKS, "percent": HEALTHY_PERCENT},
        )
    circle.open_ring(wider, at=at)
    circle.save(update_fields=["widest", "rings"])
    admit_waiting(room=wider - Member.objects.inside().count(), at=at)
    return wider
