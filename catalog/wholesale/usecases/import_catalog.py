"""Take in the telco's catalogue: all of a file, or nothing."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from catalog.wholesale.catalogue import Catalogue, Terms
from catalog.wholesale.differences import Difference, Sold, Unsold
from catalog.wholesale.events import BaseProductsChanged, CatalogImported
from catalog.wholesale.formats.drafts import Draft, Refusal
from catalog.wholesale.formats.read_file import read_file
from catalog.wholesale.models import BaseProductRow, CatalogEntry, CatalogImport
from catalog.wholesale.price_rows import drafts_of_rows
from catalog.wholesale.storage import ENTRY_KIND, load_catalogue
from kith.audit.record import record
from kith.errors import DomainError
from kith.money import Money
from kith.outbox import publish
from kith.outbox.publish import publish_to_each
from kith.wall import public_side
from tenants.registry.queries import live_tenants


class AnotherImport(DomainError):
    """Two files went in at once, and this one came second."""

    code = "catalogue.another_import"


MOST_READ = 50


@dataclass
class ImportReport:
    """What a file changes, or would change in a dry run; with refusals nothing is changed."""

    created: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: int = 0
    refused: list[Refusal] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    # Offerings of the file that stay off sale, or go off sale by it.
    unsold: list[Unsold] = field(default_factory=list)
    # Odd members that nothing reads.
    remarks: list[Refusal] = field(default_factory=list)
    # Lists of an export that are none of a catalogue's products.
    left_out: list[str] = field(default_factory=list)
    # Each product that becomes different, as it would be; None where it goes off sale.
    products: dict[str, BaseProductRow | None] = field(default_factory=dict)
    is_dry_run: bool = False

    @property
    def refused_first(self) -> list[Refusal]:
        """As many refusals as somebody reads at once."""
        return self.refused[:MOST_READ]

    @property
    def is_refused_at_length(self) -> bool:
        return len(self.refused) > MOST_READ


@dataclass(frozen=True)
class _Change:
    """One step of an import: rows to close, the row to write."""

    closed: list[Any]
    fresh: CatalogEntry | BaseProductRow | None


@public_side
def import_catalog(
    *, content: bytes, filename: str, dry_run: bool, imported_by: UUID | None, at: datetime
) -> ImportReport:
    """
    Import a TMF620 export (JSON, v4 or v5) or a price list (CSV).

    A file with one mistake changes nothing and the report names every mistake.
    Importing the same file again changes nothing. A dry run reports and writes nothing. What a
    file does not name stays as it is; what it changes is a new version beside the old.

    :raises AnotherImport: another file went in at the same moment; nothing of this one did
    """
    report = ImportReport(is_dry_run=dry_run)
    reading = read_file(content=content, filename=filename)
    report.left_out = sorted(set(reading.left_out))
    report.remarks = reading.remarks
    try:
        with transaction.atomic():
            before = load_catalogue(is_locked=not dry_run)
            drafts = reading.drafts or drafts_of_rows(before, reading)
            report.refused = reading.refused
            if report.refused:
                return report
            changes = _entries(before, drafts, report, at)
            after = before.copy()
            after.put(drafts)
            report.unsold = _unsold(before, after)
            changes += _products(after, report, at)
            if not dry_run:
                _write(changes, after)
                if changes:
                    _note(content, filename, report, imported_by, at)
    except IntegrityError as error:
        raise AnotherImport(
            _("Another catalogue file was taken in at the same moment."),
            mend=_("Look at what this file changes again, then take it in."),
        ) from error
    return report


def _entries(
    before: Catalogue, drafts: list[Draft], report: ImportReport, at: datetime
) -> list[_Change]:
    rows = {(row.kind, row.code): row for row in CatalogEntry.objects.current().defer("body")}
    changes = []
    for draft in drafts:
        earlier = before.earlier(draft)
        kind = ENTRY_KIND[type(draft)]
        if earlier is not None and earlier.body == draft.body:
            report.unchanged += 1
            continue
        (report.created if earlier is None else report.changed).append(f"{kind} {draft.code}")
        row = rows.get((kind, draft.code))
        if row is not None:
            row.superseded_at = at
        fresh = CatalogEntry(
            kind=kind,
            code=draft.code,
            name=draft.name,
            version=row.version + 1 if row else 1,
            lifecycle_status=draft.lifecycle,
            body=draft.body,
            imported_at=at,
        )
        changes.append(_Change([row] if row else [], fresh))
    return changes


def _unsold(before: Catalogue, after: Catalogue) -> list[Unsold]:
    """Return what is not sold for a reason that did not hold it back until now."""
    found = []
    for code, offering in sorted(after.offerings.items()):
        because = after.terms_of(offering).unsold_because
        earlier = before.offerings.get(code)
        was = before.terms_of(earlier).unsold_because if earlier else ""
        if because not in ("", was):
            found.append(Unsold(code, offering.name, because))
    return found


def _products(after: Catalogue, report: ImportReport, at: datetime) -> list[_Change]:
    rows = {row.code: row for row in BaseProductRow.objects.current().order_by("code")}
    changes = []
    for code, offering in sorted(after.offerings.items()):
        terms, row = after.terms_of(offering), rows.get(code)
        if terms.unsold_because or terms.retail is None:
            if row is not None and row.withdrawn_at is None:
                report.differences.append(Difference(code, "on_sale", True, False))
                row.withdrawn_at = at
                report.products[code] = None
                changes.append(_Change([row], None))
            continue
        columns = _columns(terms, terms.retail)
        was = {name: getattr(row, name) for name in columns} if row else {}
        if row and was == columns and row.withdrawn_at is None:
            continue
        report.differences += _told(code, row, was, columns)
        if row is not None:
            row.superseded_at = at
        fresh = BaseProductRow(
            code=code, version=row.version + 1 if row else 1, valid_from=at, **columns
        )
        report.products[code] = fresh
        changes.append(_Change([row] if row else [], fresh))
    return changes


def _told(
    code: str, row: BaseProductRow | None, was: dict[str, Any], columns: dict[str, Any]
) -> list[Difference]:
    then = _priced(columns)
    if row is None:
        sold = {name: then[name] for name in ("retail", "tax_basis_points", "period", "allowances")}
        return [Difference(code, "on_sale", False, Sold(**sold))]
    now = _priced(was)
    news = [
        Difference(code, name, now[name], value)
        for name, value in then.items()
        if now[name] != value
    ]
    return news or [Difference(code, "on_sale", False, True)]


def _priced(columns: dict[str, Any]) -> dict[str, Any]:
    """Put the price in the place of its amount and its currency."""
    rest = {k: v for k, v in columns.items() if k not in ("retail_minor", "currency")}
    return {"retail": Money(columns["retail_minor"], columns["currency"]), **rest}


def _columns(terms: Terms, retail: Money) -> dict[str, Any]:
    return {
        "name": terms.name,
        "kind": terms.kind,
        "summary": terms.summary,
        "allowances": terms.allowances,
        "retail_minor": retail.minor,
        "currency": retail.currency,
        "tax_basis_points": terms.tax_basis_points,
        "period": terms.period,
        "sold_from": terms.sold_from,
        "sold_until": terms.sold_until,
    }


def _write(changes: list[_Change], after: Catalogue) -> None:
    closed = [row for change in changes for row in change.closed]
    fresh = [change.fresh for change in changes]
    entries = [row for row in closed if isinstance(row, CatalogEntry)]
    products = [row for row in closed if isinstance(row, BaseProductRow)]
    CatalogEntry.objects.bulk_update(entries, ["superseded_at"], batch_size=1000)
    BaseProductRow.objects.bulk_update(products, ["superseded_at", "withdrawn_at"], batch_size=1000)
    CatalogEntry.objects.bulk_create(
        [row for row in fresh if isinstance(row, CatalogEntry)], batch_size=1000
    )
    BaseProductRow.objects.bulk_create(
        [row for row in fresh if isinstance(row, BaseProductRow)], batch_size=1000
    )
    offerings = CatalogEntry.objects.current().filter(kind=CatalogEntry.Kind.OFFERING)
    stale = []
    for row in offerings.only("code", "unsold_because").order_by("pk"):
        reason = after.terms_of(after.offerings[row.code]).unsold_because
        if row.unsold_because != reason:
            row.unsold_because = reason
            stale.append(row)
    CatalogEntry.objects.bulk_update(stale, ["unsold_because"], batch_size=1000)


def _note(
    content: bytes, filename: str, report: ImportReport, imported_by: UUID | None, at: datetime
) -> None:
    done = CatalogImport.objects.create(
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
    codes = sorted({difference.code for difference in report.differences})
    publish(CatalogImported(codes=tuple(codes)))
    if codes:
        publish_to_each(
            BaseProductsChanged(codes=tuple(codes)),
            key=f"import:{done.pk}",
            due={tenant.uuid: at for tenant in live_tenants()},
        )
