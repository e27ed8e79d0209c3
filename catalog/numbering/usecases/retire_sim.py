"""Take a SIM out of use for good."""

from datetime import datetime

from django.db import transaction

from catalog.numbering.models import RETIRED, SimCard
from kith.wall import public_side


@public_side
@transaction.atomic
def retire_sim(*, iccid: str, at: datetime) -> None:
    """Retire a SIM: nobody can ever use it again. Retiring it twice changes nothing."""
    sim = SimCard.objects.locked().get(iccid=iccid)
    if sim.state == RETIRED:
        return
    sim.state, sim.holder, sim.retired_at = RETIRED, "", at
    sim.save(update_fields=["state", "holder", "retired_at"])
