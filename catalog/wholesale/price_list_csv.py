"""Read the telco's price list, a CSV file, into the same entries as an export."""

from __future__ import annotations

import csv
import io
from decimal import Decimal, InvalidOperation
from typing import Any

from catalog.wholesale.tmf620 import Entry, Refusal

# One row a base product; comma or semicolon between the columns.
COLUMNS = (
    "code",
    "name",
    "kind",
    "price",
    "currency",
    "period",
    "tax_percent",
    "data_mb",
    "minutes",
    "texts",
    "roaming_mb",
    "lines",
    "summary",
)
REQUIRED = COLUMNS[:7]
KINDS = ("prepaid", "monthly", "data", "family", "addon")
PERIODS = {"month": "monthly", "week": "weekly", "once": ""}
UNLIMITED = "unlimited"


def read_price_list(content: bytes) -> tuple[list[Entry], list[Refusal]]:
    """Return the entries of a price list and everything wrong with it, by line and column."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return [], [Refusal("file", f"not UTF-8 text: byte {error.start}; save it as UTF-8")]
    first_line = text.partition("\n")[0]
    separator = ";" if first_line.count(";") > first_line.count(",") else ","
    rows = csv.DictReader(io.StringIO(text), delimiter=separator)
    missing = [name for name in REQUIRED if name not in (rows.fieldnames or ())]
    if missing:
        return [], [Refusal("line 1", f"missing columns: {', '.join(missing)}")]
    entries: list[Entry] = []
    refusals: list[Refusal] = []
    seen: dict[str, int] = {}
    for row in rows:
        where = f"line {rows.line_num}"
        wrong = _wrong(where, row)
        if not wrong and (first := seen.get(row["code"])):
            wrong = [Refusal(f"{where}, code", f"{row['code']} stands already in line {first}")]
        refusals += wrong
        if not wrong:
            seen[row["code"]] = rows.line_num
            entries += _entries(where, row)
    if not entries and not refusals:
        refusals.append(Refusal("line 2", "there is no product in this file"))
    return entries, refusals


def _wrong(where: str, row: dict[str, Any]) -> list[Refusal]:
    if None in row or None in row.values():
        return [Refusal(where, "has more or fewer columns than the first line")]
    wrong = [Refusal(f"{where}, {name}", "is empty") for name in REQUIRED if not row[name].strip()]
    if wrong:
        return wrong
    if row["kind"] not in KINDS:
        wrong.append(Refusal(f"{where}, kind", f"must be one of {', '.join(KINDS)}"))
    if row["period"] not in PERIODS:
        wrong.append(Refusal(f"{where}, period", f"must be one of {', '.join(PERIODS)}"))
    if len(row["currency"]) != 3 or not row["currency"].isupper():
        wrong.append(Refusal(f"{where}, currency", "must be three capital letters, like EUR"))
    wrong += [
        Refusal(f"{where}, {name}", f"“{row[name]}” is no number; write it like 12.50")
        for name in ("price", "tax_percent")
        if _number(row[name]) is None
    ]
    wrong += [
        Refusal(f"{where}, {name}", f"must be a whole number or “{UNLIMITED}”")
        for name in ("data_mb", "minutes", "texts", "roaming_mb", "lines")
        if row.get(name, "").strip() not in ("", UNLIMITED) and not row[name].strip().isdecimal()
    ]
    return wrong


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() and number >= 0 else None


def _entries(where: str, row: dict[str, str]) -> list[Entry]:
    code, price_code = row["code"].strip(), f"{row['code'].strip()}-price"
    specification = {
        "id": f"{code}-spec",
        "name": row["name"],
        "lifecycleStatus": "Active",
        "productSpecCharacteristic": [
            _characteristic("planKind", row["kind"]),
            *(
                _characteristic(name, row[column].strip())
                for column, name in (
                    ("data_mb", "dataAllowance"),
                    ("minutes", "minutes"),
                    ("texts", "texts"),
                    ("roaming_mb", "roamingData"),
                    ("lines", "lines"),
                )
                if row.get(column, "").strip()
            ),
        ],
    }
    price: dict[str, Any] = {
        "id": price_code,
        "name": f"{row['name']} price",
        "lifecycleStatus": "Active",
        "priceType": "oneTime" if row["period"] == "once" else "recurring",
        "price": {"unit": row["currency"], "value": row["price"].strip()},
        "tax": [{"taxCategory": "VAT", "taxRate": row["tax_percent"].strip()}],
    }
    if PERIODS[row["period"]]:
        price |= {
            "recurringChargePeriodType": PERIODS[row["period"]],
            "recurringChargePeriodLength": 1,
        }
    offering = {
        "id": code,
        "name": row["name"],
        "description": row.get("summary", "").strip(),
        "lifecycleStatus": "Active",
        "isSellable": True,
        "productSpecification": {"id": f"{code}-spec"},
        "productOfferingPrice": [{"id": price_code}],
    }
    bodies = {
        "ProductSpecification": specification,
        "ProductOfferingPrice": price,
        "ProductOffering": offering,
    }
    return [
        Entry(kind, body["id"], body["name"], "Active", body, where)
        for kind, body in bodies.items()
    ]


def _characteristic(name: str, value: str) -> dict[str, Any]:
    return {"name": name, "productSpecCharacteristicValue": [{"value": value}]}
