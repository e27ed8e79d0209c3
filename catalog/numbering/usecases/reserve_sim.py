"""Set a SIM aside for somebody."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from catalog.numbering.models import RESERVED, SimCard
from catalog.numbering.terms import RESERVATION
from kith.errors import DomainError
from kith.wall import public_side


class NoSimLeft(DomainError):
    code = "numbering.no_sim_left"


@dataclass(frozen=True)
class ReservedSim:
    iccid: str
    imsi: str
    activation_code: str
    until: datetime | None


@public_side
@transaction.atomic
def reserve_sim(*, holder: str, form: str, at: datetime) -> ReservedSim:
    """
    Set a SIM aside for 24 hours; the same holder always gets the same one.

    :raises NoSimLeft: no SIM of that form is left
    """
    try:
        # A savepoint: when the same holder asks twice at once, the database lets one through.
        with transaction.atomic():
            sim = _held_or_next(holder=holder, form=form, at=at)
    except IntegrityError:
        sim = SimCard.objects.locked().held_by(holder).get()
    return ReservedSim(sim.iccid, sim.imsi, sim.activation_code, sim.reserved_until)


def _held_or_next(*, holder: str, form: str, at: datetime) -> SimCard:
    sim = SimCard.objects.locked().held_by(holder).first()
    if sim is None:
        sim = SimCard.objects.filter(form=form).next_free()
        if sim is None:
            raise NoSimLeft(
                _("No SIM of the form “%(form)s” is left.") % {"form": form},
                mend=_("Import a batch of SIMs on the numbers page, then try again."),
            )
    elif sim.state != RESERVED or sim.reserved_until > at:
        return sim

    sim.state, sim.holder, sim.reserved_until = RESERVED, holder, at + RESERVATION
    sim.save(update_fields=["state", "holder", "reserved_until"])
    return sim
