"""Take in the telco's catalogue: all of a file, or nothing."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from catalog.wholesale.models import BaseProductRow, CatalogEntry, CatalogImport
from catalog.wholesale.price_list_csv import read_price_list
from catalog.wholesale.sellable import Sellable, WrongPrice, sellable
from catalog.wholesale.tmf620 import Entry, Refusal, read_tmf620
from kith.audit.record import record
from kith.outbox import publish
from kith.wall import public_side

LARGEST_BYTES = 20 * 1024 * 1024


@dataclass
class ImportReport:
    """What a file changes, or would change in a dry run; with refusals nothing is changed."""

    created: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: int = 0
    refused: list[Refusal] = field(default_factory=list)
    # (code, what, before, after) of every base product that becomes different.
    differences: list[tuple[str, str, str, str]] = field(default_factory=list)
    is_dry_run: bool = False


@public_side
def import_catalog(
    *, content: bytes, filename: str, dry_run: bool, imported_by: UUID | None, at: datetime
) -> ImportReport:
    """
    Import a TMF620 export (JSON) or a price list (CSV).

    A file with one mistake changes nothing and the report names every mistake.
    Importing the same file again changes nothing. A dry run reports and changes nothing.
    """
    report = ImportReport(is_dry_run=dry_run)
    if len(content) > LARGEST_BYTES:
        report.refused = [Refusal("file", f"larger than {LARGEST_BYTES // 2**20} MB")]
        return report
    reader = read_price_list if filename.lower().endswith(".csv") else read_tmf620
    entries, report.refused = reader(content)
    if report.refused:
        return report
    with transaction.atomic():
        _store(entries, report, at)
        _derive(report, at)
        if report.refused or dry_run:
            transaction.set_rollback(True)
            return report
        if report.created or report.changed or report.differences:
            _note(content, filename, report, imported_by, at)
    return report


def _store(entries: list[Entry], report: ImportReport, at: datetime) -> None:
    kinds = {entry.kind for entry in entries}
    codes = {entry.code for entry in entries}
    known = {
        (row.kind, row.code): row
        for row in CatalogEntry.objects.current()
        .filter(kind__in=kinds, code__in=codes)
        .order_by("pk")
        .select_for_update()
    }
    new: list[CatalogEntry] = []
    superseded: list[int] = []
    for entry in entries:
        before = known.get((entry.kind, entry.code))
        if before and before.body == entry.body:
            report.unchanged += 1
            continue
        label = f"{entry.kind} {entry.code}"
        (report.changed if before else report.created).append(label)
        if before:
            superseded.append(before.pk)
        new.append(
            CatalogEntry(
                kind=entry.kind,
                code=entry.code,
                name=entry.name,
                version=before.version + 1 if before else 1,
                lifecycle_status=entry.lifecycle_status[:40],
                body=entry.body,
                imported_at=at,
            )
        )
    CatalogEntry.objects.filter(pk__in=superseded).update(superseded_at=at)
    CatalogEntry.objects.bulk_create(new, batch_size=1000)


def _derive(report: ImportReport, at: datetime) -> None:
    rows = CatalogEntry.objects.current().values_list("kind", "code", "body")
    bodies: dict[tuple[str, str], dict[str, Any]] = {
        (kind, code): body for kind, code, body in rows
    }
    wanted: dict[str, Sellable] = {}
    for (kind, code), body in bodies.items():
        if kind != CatalogEntry.Kind.OFFERING:
            continue
        found = sellable(body, code, bodies)
        if isinstance(found, WrongPrice):
            report.refused.append(Refusal(f"price {found.code}", found.reason))
        elif found:
            wanted[code] = found
    current = {row.code: row for row in BaseProductRow.objects.current().order_by("pk")}
    for code, product in sorted(wanted.items()):
        _set_product(product, current.get(code), report, at)
    for code, row in current.items():
        if code not in wanted and row.withdrawn_at is None:
            report.differences.append((code, "on sale", "yes", "no"))
            BaseProductRow.objects.filter(pk=row.pk).update(withdrawn_at=at)


def _set_product(
    product: Sellable, row: BaseProductRow | None, report: ImportReport, at: datetime
) -> None:
    columns = _columns(product)
    before = {name: getattr(row, name) for name in columns} if row else {}
    if row and before == columns and row.withdrawn_at is None:
        return
    if row is None:
        report.differences.append((product.code, "on sale", "no", f"yes, at {product.retail}"))
    else:
        report.differences += [
            (product.code, name, str(before[name]), str(value))
            for name, value in columns.items()
            if before[name] != value
        ] or [(product.code, "on sale", "no", "yes")]
        BaseProductRow.objects.filter(pk=row.pk).update(superseded_at=at)
    BaseProductRow.objects.create(
        code=product.code, version=row.version + 1 if row else 1, valid_from=at, **columns
    )


def _columns(product: Sellable) -> dict[str, Any]:
    return {
        "name": product.name,
        "kind": product.kind,
        "summary": product.summary,
        "allowances": product.allowances,
        "retail_minor": product.retail.minor,
        "currency": product.retail.currency,
        "tax_basis_points": product.tax_basis_points,
        "period": product.period,
    }


def _note(
    content: bytes, filename: str, report: ImportReport, imported_by: UUID | None, at: datetime
) -> None:
    CatalogImport.objects.create(
        filename=filename[:200],
        digest=hashlib.sha256(content).hexdigest(),
        created_count=len(report.created),
        changed_count=len(report.changed),
        unchanged_count=report.unchanged,
        imported_by=imported_by,
        imported_at=at,
    )
    record(
        "catalog.imported",
        actor_id=imported_by,
        subject=f"file:{filename[:150]}",
        detail={"created": len(report.created), "changed": len(report.changed)},
        at=at,
    )
    publish("catalog.imported", codes=[code for code, *_ in report.differences])
