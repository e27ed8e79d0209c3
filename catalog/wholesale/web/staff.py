"""The staff's doors to the telco's catalogue."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from catalog.wholesale.models import CatalogEntry, CatalogImport
from catalog.wholesale.queries import IMPORT, BaseProduct, base_products
from catalog.wholesale.web.forms import ImportForm
from catalog.wholesale.words import kind_word, unsold_words
from kith.permissions import requires
from kith.proposals.queries import waiting_proposals
from kith.ui.shapes import Column

PAGE = "catalog/wholesale/catalog.html"
KINDS_SHOWN = "reseller"


@require_GET
@requires("catalog.import")
def catalog(request: HttpRequest) -> HttpResponse:
    """List base products with their corridor, and past imports."""
    return render(request, PAGE, page_words(request, ImportForm()))


def page_words(request: HttpRequest, form: ImportForm) -> dict[str, Any]:
    text = request.GET.get("q", "").strip().lower()
    products = [
        product
        for product in base_products(seller_kind=KINDS_SHOWN, at=timezone.now())
        if text in f"{product.code} {product.name} {kind_word(product.kind)}".lower()
    ]
    return {
        "form": form,
        "text": text,
        "columns": _columns(),
        "rows": [_row(product) for product in products],
        "kept_columns": [
            Column("name", _("Offering"), "strong"),
            Column("code", _("Code"), is_wide_only=True),
            Column("version", _("Version"), "number", is_wide_only=True),
            Column("reason", _("Why it is not sold")),
        ],
        "kept": _kept(text),
        "imports": CatalogImport.objects.order_by("-imported_at", "-pk")[:10],
        "waiting": waiting_proposals(kind=IMPORT),
    }


def _kept(text: str) -> list[dict[str, Any]]:
    """Return the offerings that are kept and not sold, with the reason in words."""
    rows = CatalogEntry.objects.current().filter(kind=CatalogEntry.Kind.OFFERING)
    found = rows.exclude(unsold_because="").order_by("name", "code")
    return [
        {
            "name": row["name"],
            "code": row["code"],
            "version": row["version"],
            "reason": unsold_words(row["unsold_because"]),
        }
        for row in found.values("name", "code", "version", "unsold_because")
        if text in f"{row['code']} {row['name']}".lower()
    ]


def _columns() -> list[Column]:
    return [
        Column("name", _("Product"), "strong"),
        Column("code", _("Code"), is_wide_only=True),
        Column("kind", _("Kind"), is_wide_only=True),
        Column("retail", _("List price"), "money"),
        Column("floor", _("Lowest"), "money"),
        Column("ceiling", _("Highest"), "money"),
        Column("wholesale", _("Wholesale, before tax"), "money", is_wide_only=True),
        Column("version", _("Version"), "number", is_wide_only=True),
    ]


def _row(product: BaseProduct) -> dict[str, Any]:
    row = {column.key: getattr(product, column.key) for column in _columns()}
    return row | {"kind": kind_word(product.kind)}
