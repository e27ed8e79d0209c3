"""The file with all that the network holds of a person."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO, Any
from uuid import UUID, uuid4
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from kith.belongings import Belongings, Whose
from kith.ui.formats import day_text
from kith.ui.spreadsheets import BYTE_ORDER_MARK, csv_text
from tenants.privacy.places import Place


def copy_path(copy_id: UUID) -> Path:
    """Return where the file of a copy stands."""
    return Path(settings.KITH_ARCHIVE_DIR) / "people" / f"{copy_id}.zip"


def remove_copy(copy_id: UUID) -> None:
    """Drop the file of a copy; twice drops no more."""
    copy_path(copy_id).unlink(missing_ok=True)


def write_copy_file(
    *,
    copy_id: UUID,
    whose: Whose,
    name: str,
    language: str,
    places: Iterable[Place],
    at: datetime,
    told: Callable[[int], None],
) -> int:
    """
    Write all that is a person's, place by place, and return the file's size.

    It stands whole or not at all, readable by the application's account only; `told` hears how
    many places are through.
    """
    path = copy_path(copy_id)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    # Of a process that lost its power while it wrote.
    for left in path.parent.glob(f"{path.stem}.*.new"):
        left.unlink(missing_ok=True)
    fresh = path.with_suffix(f".{uuid4().hex}.new")
    try:
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file, override(language):
            with ZipFile(file, "w", ZIP_DEFLATED) as book:
                with _add(book, "README.txt", at) as page:
                    page.write(_read_me(name, at).encode())
                for count, place in enumerate(places, start=1):
                    _write_place(book, place, whose, at)
                    told(count)
            file.flush()
            os.fsync(file.fileno())
        size = fresh.stat().st_size
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    return size


def _write_place(book: ZipFile, place: Place, whose: Whose, at: datetime) -> None:
    with place.entered():
        with _add(book, f"{place.folder}/everything.json", at) as page:
            _write_json(page, place.belongings, whose)
        for one in place.belongings:
            if one.is_list:
                with _add(book, f"{place.folder}/{one.name}.csv", at) as page:
                    page.write((BYTE_ORDER_MARK + _as_table(one, whose)).encode())
        for kind in place.papers:
            for paper in kind.of(whose.person_id):
                with _add(book, f"{place.folder}/papers/{paper.name}", at) as page:
                    page.write(paper.draw())


def _write_json(page: IO[bytes], belongings: Iterable[Belongings], whose: Whose) -> None:
    # Row by row: what somebody has may be more than fits.
    page.write(b"{")
    for number, one in enumerate(belongings):
        page.write(b",\n" if number else b"\n")
        page.write(f"  {json.dumps(one.name)}: [".encode())
        for count, row in enumerate(one.told(whose)):
            page.write(b",\n    " if count else b"\n    ")
            page.write(json.dumps(row, default=_plain, ensure_ascii=False).encode())
        page.write(b"\n  ]")
    page.write(b"\n}\n")


def _as_table(one: Belongings, whose: Whose) -> str:
    hidden = one.secrets | one.others
    header = [
        each.attname for each in one.model._meta.concrete_fields if each.attname not in hidden
    ]
    return csv_text(header=header, rows=_cells(one.told(whose)))


def _cells(rows: Iterable[dict[str, Any]]) -> Iterator[list[object]]:
    for row in rows:
        yield [_cell(value) for value in row.values()]


def _cell(value: Any) -> object:
    if value is None:
        return ""
    if isinstance(value, dict | list):
        return json.dumps(value, default=_plain, ensure_ascii=False)
    return value if isinstance(value, bool | int | float | date | str) else str(value)


def _plain(value: object) -> object:
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if hasattr(value, "__dataclass_fields__"):
        return {name: getattr(value, name) for name in value.__dataclass_fields__}
    return str(value)


def _add(book: ZipFile, name: str, at: datetime) -> IO[bytes]:
    head = ZipInfo(name, at.astimezone(UTC).timetuple()[:6])
    head.compress_type, head.external_attr = ZIP_DEFLATED, 0o600 << 16
    return book.open(head, "w", force_zip64=True)


def _read_me(name: str, at: datetime) -> str:
    words = {"name": name, "day": day_text(at)}
    return "\n".join(
        (
            _("All that Kith holds of %(name)s, as of %(day)s.") % words,
            "",
            _("network/ is what stands with the network: your account, sign-ins, earnings."),
            _("shops/ has a folder for each shop where you were a customer or more."),
            "",
            _("In each folder:"),
            "  everything.json  " + _("all of it, for programs"),
            "  *.csv            " + _("lists for a spreadsheet: bills, lines, orders, earnings"),
            "  papers/*.pdf     " + _("your bills, credit notes and statements"),
            "",
            _("Amounts that end in _minor are whole cents beside their currency."),
            _("Times in the JSON files are UTC."),
            "",
            _("Not in here: what opens something (passwords, codes, keys: we keep most of them"),
            _("only in a form that nobody can read), and what is another person's."),
            _("A shop that was closed for good left its books in an archive: ask us for yours."),
            "",
        )
    )
