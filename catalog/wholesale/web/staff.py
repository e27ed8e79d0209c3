"""The staff's doors to the telco's catalogue."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from catalog.wholesale.models import CatalogEntry, CatalogImport
from catalog.wholesale.queries import BaseProduct, base_products
from catalog.wholesale.usecases.import_catalog import AnotherImport, ImportReport, import_catalog
from catalog.wholesale.web.forms import ImportForm
from catalog.wholesale.words import difference_words, kind_word, unsold_words
from kith.permissions import requires
from kith.ui.shapes import Column
from kith.wall.cache import cached, remember

PAGE = "catalog/wholesale/catalog.html"
# How long a file that was looked at waits to be confirmed.
WAITING_SECONDS = 3600
# Between looking and confirming it may not be lost: it waits in the database.
KEPT = "default"
KINDS_SHOWN = "reseller"


@require_GET
@requires("catalog.import")
def catalog(request: HttpRequest) -> HttpResponse:
    """List base products with their corridor, and past imports."""
    return render(request, PAGE, _words(request, ImportForm()))


@require_POST
@requires("catalog.import")
def imports(request: HttpRequest) -> HttpResponse:
    """Look at a file: show what it would change, or what is wrong with it."""
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, PAGE, _words(request, form), status=422)
    upload = form.cleaned_data["file"]
    content = upload.read()
    report = import_catalog(
        content=content,
        filename=upload.name,
        dry_run=True,
        imported_by=request.user.pk,
        at=timezone.now(),
    )
    words = _words(request, ImportForm()) | {
        "report": report,
        "differences": [difference_words(one) for one in report.differences],
        "unsold": [
            {"name": one.name, "code": one.code, "reason": unsold_words(one.because)}
            for one in report.unsold
        ],
        "filename": upload.name,
    }
    if report.refused:
        return render(request, PAGE, words, status=422)
    digest = hashlib.sha256(content).hexdigest()
    waiting = base64.b64encode(content).decode()
    remember(f"import:{digest}", waiting, seconds=WAITING_SECONDS, store=KEPT)
    words["ticket"] = signing.dumps([digest, upload.name], salt=_salt(request))
    return render(request, PAGE, words)


@require_POST
@requires("catalog.import")
def confirmation(request: HttpRequest) -> HttpResponse:
    """Import the file that was looked at."""
    try:
        digest, name = signing.loads(
            request.POST.get("ticket", ""), salt=_salt(request), max_age=WAITING_SECONDS
        )
        content = cached(f"import:{digest}", store=KEPT)
    except signing.BadSignature:
        content = None
    if not isinstance(content, str):
        messages.error(request, _("That file is no longer waiting. Upload it again."))
        return redirect("staff-catalog")
    try:
        report = import_catalog(
            content=base64.b64decode(content),
            filename=name,
            dry_run=False,
            imported_by=request.user.pk,
            at=timezone.now(),
        )
    except AnotherImport as refusal:
        messages.error(request, f"{refusal} {refusal.mend}")
        return redirect("staff-catalog")
    if report.refused:
        words = _words(request, ImportForm()) | {"report": report, "filename": name}
        return render(request, PAGE, words, status=409)
    messages.success(request, _said(report))
    return redirect("staff-catalog")


def _said(report: ImportReport) -> str:
    count = len(report.created) + len(report.changed)
    return (
        ngettext("%(n)d resource taken in.", "%(n)d resources taken in.", count) % {"n": count}
        if count
        else _("Nothing was different.")
    )


def _salt(request: HttpRequest) -> str:
    return f"catalog-import:{request.user.pk}"


def _words(request: HttpRequest, form: ImportForm) -> dict[str, Any]:
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
        "unsold_columns": [
            Column("name", _("Offering"), "strong"),
            Column("code", _("Code"), is_wide_only=True),
            Column("reason", _("Why it is not sold")),
        ],
        "imports": CatalogImport.objects.order_by("-imported_at", "-pk")[:10],
        "difference_columns": [
            Column("code", _("Base product"), "strong"),
            Column("what", _("What")),
            Column("before", _("Now")),
            Column("after", _("Then")),
        ],
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
        Column("name", _("Base product"), "strong"),
        Column("code", _("Code"), is_wide_only=True),
        Column("kind", _("Kind")),
        Column("retail", _("List price"), "money"),
        Column("floor", _("Lowest"), "money"),
        Column("ceiling", _("Highest"), "money"),
        Column("wholesale", _("Wholesale, net"), "money", is_wide_only=True),
        Column("version", _("Version"), "number", is_wide_only=True),
    ]


def _row(product: BaseProduct) -> dict[str, Any]:
    row = {column.key: getattr(product, column.key) for column in _columns()}
    return row | {"kind": kind_word(product.kind)}
