"""The catalogue's addresses."""

from django.urls import path

from catalog.wholesale.web import staff

staff_urls = [
    path("catalog/", staff.catalog, name="staff-catalog"),
    path("catalog/imports/", staff.imports, name="staff-catalog-imports"),
    path("catalog/imports/confirmation/", staff.confirmation, name="staff-catalog-confirmation"),
]
