"""Bring the catalogue from its rows into its value."""

from __future__ import annotations

from catalog.wholesale.catalogue import Catalogue
from catalog.wholesale.formats.drafts import OfferingDraft, PriceDraft, Reading, SpecificationDraft
from catalog.wholesale.formats.tmf620_drafts import draft_of
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
        # What stands here was checked when it came in.
        draft = draft_of(name, row.body, row.code, Reading())
        if draft is not None:
            catalogue.put([draft])
    return catalogue
