"""What others may ask about the company that sells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Replace

from billing.entities.models import Document, EntityDetails, LegalEntity, NumberSeries
from billing.entities.payment_references import MARK, REFERENCE_HEAD, references_in
from billing.entities.sellers import Seller, Sellers
from kith.proposals.models import Proposal
from kith.proposals.queries import waiting_count
from kith.wall import public_side, zone_here

# The kind of a proposal of what papers shall say of the company.
DETAILS = "company"


@dataclass(frozen=True)
class GivenNumber:
    """The number of a paper, and which shop's paper it is."""

    number: str
    tenant_id: UUID
    document_id: UUID


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


@public_side
def bills_by_reference(references: Iterable[str]) -> Mapping[str, GivenNumber]:
    """Return the bill that each payment reference names; those that name none, or two, are left."""
    plain = {reference[REFERENCE_HEAD:]: reference for reference in references}
    rows = Document.objects.alias(plain=Replace(F("number"), Value("-"), Value(""))).filter(
        plain__in=plain, series__kind=NumberSeries.INVOICE
    )
    found: dict[str, GivenNumber] = {}
    twice = set()
    for row in rows.order_by("pk"):
        reference = plain[row.number.replace("-", "")]
        if reference in found:
            twice.add(reference)
        found[reference] = _given(row)
    return {reference: row for reference, row in found.items() if reference not in twice}


@public_side
def bill_numbered(text: str) -> GivenNumber | None:
    """Return the bill whose number, or whose payment reference, a text is."""
    written = text.strip().upper()
    bills = Document.objects.filter(series__kind=NumberSeries.INVOICE)
    if found := bills.filter(number=written).first():
        return _given(found)
    named = bills_by_reference(references_in(written))
    return next(iter(named.values())) if len(named) == 1 else None


@public_side
def bills_like(text: str, *, most: int) -> Sequence[GivenNumber]:
    """Return the newest bills whose number holds a text, a reference or a part of either."""
    plain = "".join(one for one in text.upper() if one.isalnum())
    if plain.startswith(MARK) and plain[len(MARK) : REFERENCE_HEAD].isdigit():
        plain = plain[REFERENCE_HEAD:]
    rows = Document.objects.alias(plain=Replace(F("number"), Value("-"), Value("")))
    found = rows.filter(plain__contains=plain, series__kind=NumberSeries.INVOICE)
    return [_given(row) for row in found.order_by("-pk")[:most]]


@public_side
def accounts_of_companies() -> set[str]:
    """Return each account that bills of a company ever named."""
    return set(EntityDetails.objects.exclude(iban="").values_list("iban", flat=True).distinct())


def documents_of(*, text: str = "") -> QuerySet[Document]:
    """Select the numbers that were given, those that hold a text, the newest first."""
    found = Document.objects.select_related("series").order_by("-pk")
    return found.filter(number__icontains=text) if text else found


def _given(row: Document) -> GivenNumber:
    return GivenNumber(row.number, row.tenant_id, row.document_id)
