"""The catalogue's addresses."""

from django.urls import path

from catalog.wholesale.web import staff, staff_imports

staff_urls = [
    path("catalog/", staff.catalog, name="staff-catalog"),
    path("catalog/imports/", staff_imports.imports, name="staff-catalog-imports"),
    path(
        "catalog/imports/confirmation/",
        staff_imports.confirmation,
        name="staff-catalog-confirmation",
    ),
    path("catalog/proposals/", staff_imports.waiting, name="staff-catalog-proposals"),
    path(
        "catalog/proposals/<uuid:proposal_id>/",
        staff_imports.proposed,
        name="staff-catalog-proposal",
    ),
    path(
        "catalog/proposals/<uuid:proposal_id>/signature/",
        staff_imports.signature,
        name="staff-catalog-signature",
    ),
    path(
        "catalog/proposals/<uuid:proposal_id>/refusal/",
        staff_imports.refusal,
        name="staff-catalog-refusal",
    ),
]
