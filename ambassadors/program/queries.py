"""What others may ask about the ladder and those who climb it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from ambassadors.program.models import (
    Measure,
    Programme,
    PromotionCase,
    Retraction,
    Standing,
    TierCode,
)
from ambassadors.program.sql_assess import FEWEST_LINES_FOR_A_RATE, people_ready, weigh_person
from kith.errors import DomainError
from kith.proposals.models import Proposal
from kith.proposals.queries import waiting_count
from kith.wall import public_side, zone_here

# What a proposed version of the rules is called where proposals are kept.
NEXT_VERSION = "programme"
ASSESSED_AT = time(2, 0, tzinfo=UTC)
RATES = {Measure.RETENTION_90D, Measure.RETENTION_12M}
# How long whoever signed a version may think better of it.
TO_THINK = timedelta(minutes=10)
# From here on a criterion counts as close, and is shown so.
CLOSE_SHARE = 0.8


class NoProgramme(DomainError):
    """Nobody has published the rules yet."""

    code = "programme.none"


@dataclass(frozen=True)
class Weighed:
    """One measure of one person against one threshold."""

    code: str
    value: int
    threshold: int
    is_met: bool
    evidence: dict = field(default_factory=dict)

    @property
    def label(self) -> str:
        return str(Measure(self.code).label)

    @property
    def share(self) -> float:
        """How far, from 0 to 1."""
        return min(1.0, self.value / self.threshold) if self.threshold else 1.0

    @property
    def state(self) -> str:
        """Say met, close or missing, as the criteria component draws it."""
        if self.is_met:
            return "met"
        return "close" if self.share >= CLOSE_SHARE else "missing"

    @property
    def is_rate(self) -> bool:
        return self.code in RATES

    @property
    def note(self) -> str:
        """Say what a value of zero may mean for a share."""
        if self.is_rate and self.value == 0:
            return _("Counts from %(count)s lines on") % {"count": FEWEST_LINES_FOR_A_RATE}
        return ""


def percent_kept(*, active: int, served: int) -> int | None:
    """Return the share of lines still active, in percent; None while too few tell anything."""
    return active * 100 // served if served >= FEWEST_LINES_FOR_A_RATE else None


@dataclass(frozen=True)
class Path:
    """Where a person stands, and what the next step asks of them."""

    current: str
    since: datetime | None
    next: str | None
    criteria: list[Weighed]
    signatures_needed: int
    next_check_at: datetime
    retry_on: date | None = None
    open_case_id: UUID | None = None

    @property
    def current_label(self) -> str:
        return str(TierCode(self.current).label)

    @property
    def next_label(self) -> str:
        return str(TierCode(self.next).label) if self.next else ""

    @property
    def is_ready(self) -> bool:
        """Say whether an assessment today would open a case."""
        return bool(self.next) and all(row.is_met for row in self.criteria)

    @property
    def met_count(self) -> int:
        return sum(row.is_met for row in self.criteria)


def programme_at(*, at: datetime) -> Programme:
    """
    Return the version of the rules in force at that time.

    :raises NoProgramme: none has started yet
    """
    standing = Programme.objects.standing().filter(starts_at__lte=at)
    started = standing.order_by("-version").first()
    if started is None:
        raise NoProgramme(
            _("The programme has not started yet."), mend=_("Publish its first version.")
        )
    return started


def latest_programme(*, at: datetime) -> Programme:
    """
    Return the newest version, in force or about to be: the next one is written from it.

    :raises NoProgramme: there is none
    """
    return Programme.objects.standing().order_by("-version").first() or programme_at(at=at)


def next_version() -> int:
    """Return the number of the next version; one that was taken back keeps its own."""
    last = Programme.objects.order_by("-version").values_list("version", flat=True).first()
    return (last or 0) + 1


def retraction_of(programme: Programme) -> Retraction | None:
    """Return who took a version back, and when; None where it stands."""
    return getattr(programme, "retraction", None)


def may_take_back_until(programme: Programme) -> datetime | None:
    """Return until when a version can be taken back; None where it never could be."""
    if programme.version == 1 or programme.starts_at <= programme.published_at:
        return None
    return min(programme.published_at + TO_THINK, programme.starts_at)


def proposed_thresholds(proposal: Proposal) -> dict[tuple[str, str], int]:
    """Return what a proposed version changes, by tier and measure."""
    found = {}
    for name, value in proposal.facts["thresholds"].items():
        tier, code = name.split(".")
        found[tier, code] = value
    return found


def proposed_start(proposal: Proposal) -> datetime | None:
    """Return from when a proposed version is to hold; None for as soon as it is agreed to."""
    day = proposal.facts["starts_on"]
    return datetime.combine(date.fromisoformat(day), time(), zone_here()) if day else None


@dataclass(frozen=True)
class Rehearsal:
    """Who would be proposed for a step tonight: by the rules in force, and by others."""

    now: dict[UUID, str]
    then: dict[UUID, str]

    @property
    def gained(self) -> dict[UUID, str]:
        """Who would be proposed only by the others."""
        return {person: tier for person, tier in self.then.items() if person not in self.now}

    @property
    def lost(self) -> dict[UUID, str]:
        """Who would no longer be."""
        return {person: tier for person, tier in self.now.items() if person not in self.then}


@public_side
def rehearse(*, thresholds: Mapping[tuple[str, str], int], at: datetime) -> Rehearsal:
    """
    Weigh everyone by the rules in force and by other thresholds; nothing is written.

    Nobody ever goes down a step by the rules: only who would go up differs.

    :raises NoProgramme: there are no rules yet
    """
    programme = programme_at(at=at)
    instead = {f"{tier}.{code}": value for (tier, code), value in thresholds.items()}
    return Rehearsal(
        now=people_ready(programme_id=programme.pk, at=at, instead={}),
        then=people_ready(programme_id=programme.pk, at=at, instead=instead),
    )


def versions_to_sign() -> int:
    """Count the proposed versions of the rules that wait for a second person."""
    return waiting_count(kind=NEXT_VERSION)


def next_check_at(*, at: datetime) -> datetime:
    """Return when everyone is assessed next."""
    today = datetime.combine(at.astimezone(UTC).date(), ASSESSED_AT)
    return today if at < today else today + timedelta(days=1)


@public_side
def weigh(*, person_id: UUID, programme: Programme, at: datetime) -> list[Weighed]:
    """Return one person's measures against the step after theirs; none at the top."""
    rows = weigh_person(person_id=person_id, programme_id=programme.pk, at=at)
    return [Weighed(code, value, threshold, is_met) for code, value, threshold, is_met in rows]


@public_side
def path_of(*, person_id: UUID, at: datetime) -> Path:
    """
    Return where a person stands and how far the next step is, as if assessed now.

    :raises NoProgramme: there are no rules yet
    """
    programme = programme_at(at=at)
    standing = Standing.objects.current().filter(person_id=person_id).first()
    current = standing.tier_code if standing else TierCode.CUSTOMER.value
    ladder = list(programme.tiers.order_by("position"))
    codes = [tier.code for tier in ladder]
    after = ladder[codes.index(current) + 1 :]
    latest = (
        PromotionCase.objects.filter(person_id=person_id).order_by("-opened_at", "-uuid").first()
    )
    return Path(
        current=current,
        since=standing.starts_at if standing else None,
        next=after[0].code if after else None,
        criteria=weigh(person_id=person_id, programme=programme, at=at),
        signatures_needed=after[0].signatures_needed if after else 0,
        next_check_at=next_check_at(at=at),
        retry_on=latest.retry_on if latest else None,
        open_case_id=latest.pk if latest and latest.is_open else None,
    )


@public_side
def standing_of(*, person_id: UUID) -> str:
    """Return the step a person stands on."""
    found = Standing.objects.current().filter(person_id=person_id).first()
    return found.tier_code if found else TierCode.CUSTOMER.value


@public_side
def open_case_count() -> int:
    """Return how many promotions wait for a decision."""
    return PromotionCase.objects.undecided().count()
