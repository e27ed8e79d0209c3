"""Give holders a SIM each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from catalog.numbering import sql_pool
from catalog.numbering.models import SimCard
from kith.errors import DomainError
from kith.wall import public_side


class NoSimLeft(DomainError):
    code = "numbering.no_sim_left"


@dataclass(frozen=True)
class AssignedSim:
    iccid: str
    imsi: str
    activation_code: str


@public_side
def assign_sims(*, holders: Sequence[str], form: str, at: datetime) -> dict[str, AssignedSim]:
    """
    Return each holder's SIM; the same holder always has the same one.

    In one statement, for all of them or for none. Who asks holds a lock on what the holders stand
    for; the database refuses a holder its second SIM all the same.

    :raises NoSimLeft: too few SIMs of that form are left
    """
    rows = sql_pool.assign_sims(holders=holders, form=form, at=at)
    if len(rows) < len(set(holders)):
        raise NoSimLeft(
            _("No SIM of the form “%(form)s” is left.") % {"form": form},
            mend=_("Import a batch of SIMs on the numbers page, then try again."),
        )
    return {holder: _assigned(*facts) for holder, *facts in rows}


def _assigned(
    iccid: str, imsi: str, form: str, smdp_address: str, matching_id: str | None
) -> AssignedSim:
    sim = SimCard(form=form, smdp_address=smdp_address, matching_id=matching_id)
    return AssignedSim(iccid, imsi, sim.activation_code)
