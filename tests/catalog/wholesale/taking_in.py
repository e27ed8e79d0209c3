"""Take a file in, and say everything that stands in the catalogue."""

import json
from decimal import Decimal

from catalog.wholesale.models import BaseProductRow, CatalogEntry, CatalogImport
from catalog.wholesale.usecases.import_catalog import ImportReport, import_catalog
from kith.outbox.models import Letter
from tests.clock import NOON

CSV = "code;name;kind;price;currency;period;tax_percent;data_mb\n"


def take_in(content, filename="export.json", dry_run=False, at=NOON) -> ImportReport:
    if not isinstance(content, bytes | str):
        content = json.dumps(content, default=_number)
    if isinstance(content, str):
        content = content.encode()
    return import_catalog(
        content=content, filename=filename, dry_run=dry_run, imported_by=None, at=at
    )


def take_rows(*rows, header=CSV, **options) -> ImportReport:
    return take_in(header + "".join(f"{row}\n" for row in rows), "list.csv", **options)


def everything():
    return (
        list(CatalogEntry.objects.order_by("pk").values_list("kind", "code", "version")),
        list(BaseProductRow.objects.order_by("pk").values_list("code", "version", "withdrawn_at")),
        CatalogImport.objects.count(),
        Letter.objects.filter(event="catalog.imported").count(),
    )


NOTHING = ([], [], 0, 0)


def _number(value):
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat()


def an_export(*, price=None, rhythm=None, offering=None, tax=21, characteristics=()):
    """A small v4 export: one specification, one price, one offering."""
    return {
        "productSpecification": [
            {
                "id": "s",
                "name": "Spec",
                "productSpecCharacteristic": [
                    {"name": name, "productSpecCharacteristicValue": [value]}
                    for name, value in characteristics
                ],
            }
        ],
        "productOfferingPrice": [
            {
                "id": "p",
                "name": "Price",
                "priceType": "recurring",
                "price": {"unit": "EUR", "value": 12} if price is None else price,
                **({"tax": [{"taxRate": tax}]} if tax is not None else {}),
                **({"recurringChargePeriodType": "month"} if rhythm is None else rhythm),
            }
        ],
        "productOffering": [
            {
                "id": "o",
                "name": "Offering",
                "lifecycleStatus": "Active",
                "productSpecification": {"id": "s"},
                "productOfferingPrice": [{"id": "p"}],
                **(offering or {}),
            }
        ],
    }
