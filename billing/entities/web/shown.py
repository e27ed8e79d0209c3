"""Companies and numbers in the shapes that the pages' components take."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from stdnum import iban

from billing.entities.models import Document, EntityDetails, NumberSeries
from billing.entities.numbering import number_of
from billing.entities.queries import proposed_start, proposed_words
from kith.proposals.models import Proposal
from kith.ui.formats import country_name, date_text
from kith.ui.shapes import Column, Fact, Tagged
from kith.wall import day_here


def facts_of(details: EntityDetails) -> list[Fact]:
    return [
        Fact(_("Legal name"), details.legal_name),
        Fact(_("Address"), ", ".join(details.address.splitlines())),
        Fact(_("Country"), country_name(details.country)),
        Fact(_("VAT number"), details.tax_number),
        Fact(_("Registration"), details.registration or "–"),
        Fact(_("IBAN for transfers"), iban.format(details.iban) if details.iban else "–"),
    ]


def state_of(found: Proposal) -> Tagged:
    """Return how a proposed change stands, as a badge."""
    return {
        "": Tagged(_("Waits for a second person"), "warn"),
        Proposal.Outcome.AGREED: Tagged(_("Signed"), "good"),
        Proposal.Outcome.TURNED_DOWN: Tagged(_("Turned down"), "plain"),
        Proposal.Outcome.WITHDRAWN: Tagged(_("Taken back"), "plain"),
    }[found.outcome]


def facts_of_proposal(found: Proposal, names: Mapping[UUID, str]) -> list[Fact]:
    start = proposed_start(found)
    day = date_text(day_here(start)) if start else _("As soon as it is signed")
    facts = [
        Fact(_("What changes, and why"), found.because),
        Fact(_("Holds from"), day),
        Fact(_("Written by"), names.get(found.asked_by, "–")),
    ]
    if found.decided_by:
        facts.append(Fact(_("Decided by"), names.get(found.decided_by, "–")))
    return facts


def change_columns() -> list[Column]:
    return [
        Column("what", _("What"), "strong"),
        Column("now", _("Now"), on_phone="named"),
        Column("then", _("Then"), on_phone="named"),
    ]


def changes(before: EntityDetails | None, found: Proposal) -> list[dict[str, object]]:
    """Return each line that changes, as it is and as it would be."""
    then = facts_of(EntityDetails(**proposed_words(found)))
    now = facts_of(before) if before else [Fact(one.label, "–") for one in then]
    return [
        {"what": new.label, "now": old.value, "then": new.value}
        for old, new in zip(now, then, strict=True)
        if old.value != new.value
    ]


def version(
    row: EntityDetails, people: Mapping[UUID, Any], *, is_current: bool, is_first: bool
) -> dict[str, object]:
    """Return one version as a line of the list: from when, and by whom."""
    who = people.get(row.recorded_by) if row.recorded_by else None
    second = people.get(row.agreed_by) if row.agreed_by else None
    day = {"day": date_text(day_here(row.starts_at))}
    return {
        "title": _("From the beginning") if is_first else _("From %(day)s") % day,
        "text": f"{row.legal_name}, {row.tax_number}",
        "by": who.name if who else _("Kith itself"),
        "agreed_by": second.name if second else "",
        "is_current": is_current,
    }


def kind_of(kind: str) -> str:
    return {
        NumberSeries.INVOICE: _("Invoices"),
        NumberSeries.CREDIT_NOTE: _("Credit notes"),
        NumberSeries.DEBIT_NOTE: _("Debit notes"),
    }[kind]


def series_columns() -> list[Column]:
    return [
        Column("kind", _("Documents"), "strong"),
        Column("year", _("Year")),
        Column("last", _("Last number"), is_wide_only=True),
        Column("count", _("Numbers"), "number"),
    ]


def series_row(row: NumberSeries) -> dict[str, object]:
    last = number_of(code=row.entity.code, kind=row.kind, year=row.year, position=row.last)
    return {
        "kind": kind_of(row.kind),
        "year": str(row.year),
        "last": last if row.last else "–",
        "count": row.last,
    }


def document_columns() -> list[Column]:
    return [
        Column("number", _("Number"), "strong"),
        # On a phone the number says it: NL-C- is a credit note.
        Column("kind", _("Documents"), is_wide_only=True),
        Column("shop", _("Shop")),
        Column("given", _("Recorded on"), "when"),
    ]


def document_row(row: Document, names: Mapping[UUID, str]) -> dict[str, object]:
    return {
        "number": row.number,
        "kind": kind_of(row.series.kind),
        "shop": names.get(row.tenant_id, "–"),
        "given": row.recorded_at,
    }
