"""Give a reserved SIM to its holder for good."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from catalog.numbering.models import ASSIGNED, SimCard
from kith.errors import DomainError
from kith.wall import public_side


class SimNotReserved(DomainError):
    code = "numbering.sim_not_reserved"


@public_side
@transaction.atomic
def assign_sim(*, holder: str, at: datetime) -> str:
    """
    Assign the SIM the holder reserved and return its ICCID; again returns the same.

    :raises SimNotReserved: the holder has no SIM, or its reservation ran out
    """
    sim = SimCard.objects.locked().held_by(holder).first()
    if sim is not None and sim.state == ASSIGNED:
        return sim.iccid
    if sim is None or sim.reserved_until <= at:
        raise SimNotReserved(
            _("The SIM is no longer set aside."), mend=_("Reserve a SIM again, then assign it.")
        )
    sim.state, sim.reserved_until, sim.assigned_at = ASSIGNED, None, at
    sim.save(update_fields=["state", "reserved_until", "assigned_at"])
    return sim.iccid
