"""What others may ask about the company that sells."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import QuerySet

from billing.entities.models import Document, EntityDetails, LegalEntity, NumberSeries
from billing.entities.sellers import Seller, Sellers
from kith.proposals.models import Proposal
from kith.proposals.queries import waiting_count
from kith.wall import public_side, zone_here

# The kind of a proposal of what papers shall say of the company.
DETAILS = "company"


@public_side
def sellers_of(entity_id: UUID | None = None) -> Sellers:
    """Return a company's words over time; without an id those of the one that sells here."""
    rows = EntityDetails.objects.select_related("entity")
    rows = rows.filter(entity_id=entity_id) if entity_id else rows.filter(entity__is_telco=True)
    return Sellers(list(rows.order_by("starts_at", "pk")))


def seller_at(*, at: datetime) -> Seller | None:
    """Return what the company that sells said of itself then; None where nothing was ever said."""
    company = sellers_of()
    return company.at(at) if company.details else None


@public_side
def may_bill() -> bool:
    """Say whether a company is set down in whose name bills can be numbered."""
    return EntityDetails.objects.filter(entity__is_telco=True).exists()


def missing_company_count() -> int:
    """Return 1 while nobody has said which company sells."""
    return 0 if may_bill() else 1


def details_to_sign() -> int:
    """Count the proposed changes of the company's details that wait for a second person."""
    return waiting_count(kind=DETAILS)


def proposed_words(found: Proposal) -> dict[str, str]:
    """Return what papers would say by a proposal, member by member."""
    return {name: said for name, said in found.facts.items() if name != "starts_on"}


def proposed_start(found: Proposal) -> datetime | None:
    """Return when the day begins from which it is to hold; None for as soon as it is agreed."""
    if not found.facts["starts_on"]:
        return None
    day = date.fromisoformat(found.facts["starts_on"])
    return datetime.combine(day, time.min, zone_here())


@public_side
def latest_details() -> EntityDetails | None:
    """Return what the company said last, whether it holds already or not yet."""
    told = EntityDetails.objects.filter(entity__is_telco=True)
    return told.order_by("-starts_at", "-pk").first()


def telco_company() -> LegalEntity | None:
    """Return the company that sells in every shop; none before it was set down."""
    return LegalEntity.objects.filter(is_telco=True).first()


def history_of(entity: LegalEntity) -> Sequence[EntityDetails]:
    """Return what was said of a company, the newest first."""
    return list(entity.details.order_by("-starts_at", "-pk"))


def series_of(entity: LegalEntity) -> Sequence[NumberSeries]:
    """Return the series of a company, this year's first."""
    return list(entity.series.select_related("entity").order_by("-year", "kind"))


def documents_of(*, text: str = "") -> QuerySet[Document]:
    """Select the numbers that were given, those that hold a text, the newest first."""
    found = Document.objects.select_related("series").order_by("-pk")
    return found.filter(number__icontains=text) if text else found
