"""Bring the catalogue from its rows into its value."""

from __future__ import annotations

from dataclasses import replace

from catalog.wholesale.catalogue import Catalogue
from catalog.wholesale.formats.drafts import OfferingDraft, PriceDraft, Reading, SpecificationDraft
from catalog.wholesale.formats.tmf620_drafts import read_draft
from catalog.wholesale.models import CatalogEntry

ENTRY_KIND = {
    SpecificationDraft: CatalogEntry.Kind.SPECIFICATION,
    PriceDraft: CatalogEntry.Kind.PRICE,
    OfferingDraft: CatalogEntry.Kind.OFFERING,
}


def load_catalogue(*, is_locked: bool) -> Catalogue:
    """Return every current resource; locked, so that imports come one after the other."""
    rows = CatalogEntry.objects.current().order_by("pk")
    if is_locked:
        rows = rows.select_for_update()
    catalogue = Catalogue()
    for row in rows:
        name = row.kind[0].lower() + row.kind[1:]
        # It was checked when it came in; what has become doubtful since is not sold.
        reading = Reading(is_kept=True)
        draft = read_draft(name, row.body, row.code, reading)
        catalogue.put([replace(draft, is_doubtful=bool(reading.refused))])
    return catalogue
