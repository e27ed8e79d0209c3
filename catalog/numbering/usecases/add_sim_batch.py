"""Add a batch of SIMs to the pool."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from catalog.numbering import identifiers
from catalog.numbering.identifiers import SimRow
from catalog.numbering.models import ESIM, PHYSICAL, SimCard
from kith.errors import DomainError
from kith.wall import public_side


@dataclass(frozen=True)
class RefusedSim:
    row: int
    reason: str


class SimBatchRefused(DomainError):
    code = "numbering.sim_batch_refused"

    def __init__(self, message: str, *, mend: str = "", rows: Sequence[RefusedSim] = ()):
        super().__init__(message, mend=mend)
        self.rows = list(rows)


@dataclass(frozen=True)
class SimBatchReport:
    created: int
    unchanged: int


@public_side
@transaction.atomic
def add_sim_batch(*, rows: Sequence[SimRow], batch: str, at: datetime) -> SimBatchReport:
    """
    Add every SIM of a batch, or none; SIMs that are there already are left as they are.

    :raises SimBatchRefused: a row is wrong; its `rows` say which and why, and nothing was added
    """
    refused = [*_malformed(rows), *_repeated(rows)]
    known = _known(rows)
    for place, row in _placed(rows):
        refused += [RefusedSim(place, why) for why in _conflicts(row, known)]
    if refused:
        count = len({refusal.row for refusal in refused})
        raise SimBatchRefused(
            _("%(count)s of %(total)s rows are wrong; nothing was added.")
            % {"count": count, "total": len(rows)},
            mend=_("Mend the rows named below and import the file again."),
            rows=sorted(refused, key=lambda refusal: (refusal.row, refusal.reason)),
        )
    fresh = [_card(row, batch, at) for row in rows if row.iccid not in known.by_iccid]
    SimCard.objects.bulk_create(fresh, batch_size=2000)
    return SimBatchReport(created=len(fresh), unchanged=len(rows) - len(fresh))


def _card(row: SimRow, batch: str, at: datetime) -> SimCard:
    return SimCard(
        iccid=row.iccid,
        imsi=row.imsi,
        form=row.form,
        eid=row.eid,
        matching_id=row.matching_id or None,
        smdp_address=row.smdp_address,
        batch=batch,
        free_since=at,
    )


def _placed(rows: Sequence[SimRow]) -> Iterator[tuple[int, SimRow]]:
    """Yield each row with its place in the file, or its number where there is no file."""
    for number, row in enumerate(rows, start=1):
        yield row.place or number, row


def _malformed(rows: Sequence[SimRow]) -> list[RefusedSim]:
    found = []
    for place, row in _placed(rows):
        is_esim = row.form == ESIM
        tests = (
            *(
                (
                    not identifiers.is_rounded(value),
                    gettext_noop(
                        "“%(value)s” was rounded by a spreadsheet, its digits are lost: take the"
                        " maker’s own file, or import the column as text"
                    ),
                    value,
                )
                for value in (row.iccid, row.imsi, row.eid)
            ),
            (
                identifiers.is_iccid(row.iccid) or identifiers.is_rounded(row.iccid),
                gettext_noop("ICCID “%(value)s” fails its check digit or form"),
                row.iccid,
            ),
            (
                identifiers.is_imsi(row.imsi) or identifiers.is_rounded(row.imsi),
                gettext_noop("IMSI “%(value)s” is not 15 digits"),
                row.imsi,
            ),
            (
                row.form in (ESIM, PHYSICAL),
                gettext_noop("form “%(value)s” is neither esim nor physical"),
                row.form,
            ),
            (
                not row.eid or identifiers.is_eid(row.eid) or identifiers.is_rounded(row.eid),
                gettext_noop("EID “%(value)s” fails its check"),
                row.eid,
            ),
            (
                not is_esim or identifiers.is_matching_id(row.matching_id),
                gettext_noop("an eSIM needs a matching id of digits, capitals and hyphens"),
                row.matching_id,
            ),
            (
                not is_esim or identifiers.is_smdp_address(row.smdp_address),
                gettext_noop("an eSIM needs the host name of its SM-DP+ server"),
                row.smdp_address,
            ),
        )
        found += [
            RefusedSim(place, _(why) % {"value": value})
            for is_right, why, value in tests
            if not is_right
        ]
    return found


def _repeated(rows: Sequence[SimRow]) -> list[RefusedSim]:
    found = []
    for name in ("iccid", "imsi", "matching_id"):
        seen = Counter(getattr(row, name) for row in rows)
        found += [
            RefusedSim(
                place,
                _("%(column)s “%(value)s” stands in the file twice")
                % {"column": name, "value": getattr(row, name)},
            )
            for place, row in _placed(rows)
            if getattr(row, name) and seen[getattr(row, name)] > 1
        ]
    return found


@dataclass(frozen=True)
class _Known:
    """The SIMs of the pool that the batch touches, by each name they go by."""

    by_iccid: dict[str, SimCard]
    by_imsi: dict[str, SimCard]
    by_matching_id: dict[str, SimCard]


def _known(rows: Sequence[SimRow]) -> _Known:
    matching = [row.matching_id for row in rows if row.matching_id]
    touching = Q(iccid__in=[row.iccid for row in rows]) | Q(imsi__in=[row.imsi for row in rows])
    sims = list(SimCard.objects.filter(touching | Q(matching_id__in=matching)).order_by("pk"))
    return _Known(
        by_iccid={sim.iccid: sim for sim in sims},
        by_imsi={sim.imsi: sim for sim in sims},
        by_matching_id={sim.matching_id: sim for sim in sims if sim.matching_id},
    )


def _conflicts(row: SimRow, known: _Known) -> list[str]:
    """Say what the pool already holds that this row contradicts."""
    if (sim := known.by_iccid.get(row.iccid)) is not None:
        mine = (row.imsi, row.form, row.matching_id)
        if (sim.imsi, sim.form, sim.matching_id or "") != mine:
            return [
                _("ICCID %(iccid)s is in the pool with other particulars") % {"iccid": row.iccid}
            ]
        return []
    reasons = []
    if row.imsi in known.by_imsi:
        reasons.append(_("IMSI %(imsi)s belongs to another SIM of the pool") % {"imsi": row.imsi})
    if row.matching_id in known.by_matching_id:
        reasons.append(
            _("matching id %(code)s belongs to another SIM of the pool") % {"code": row.matching_id}
        )
    return reasons
