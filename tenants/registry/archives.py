"""What is kept of a closed shop: one file that people can read, and its checksum."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from hashlib import file_digest, sha256
from pathlib import Path
from typing import IO
from uuid import UUID, uuid4
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.conf import settings

from kith.wall import in_tenant, public_side
from kith.wall.contents import standing_schemas, tables_here, write_rows
from tenants.registry.models import Closing, Tenant

SUMS = "SHA256SUMS"
_README = """\
What the shop {name} ({slug}) had on {day}, when it was closed for good.

  shop.json       what the network's register said of the shop
  tables.json     each table: its columns with their types, and how many rows it had
  tables/*.csv    the rows: UTF-8, the first line names the columns; an empty field is no value,
                  "" is an empty text; amounts are whole minor units (cents) beside a currency
  files/          the pictures people uploaded
  SHA256SUMS      a checksum of each file; `sha256sum -c SHA256SUMS` compares them

What the network itself keeps of the shop (settlement, disputes, the audit) is not in here: it stays
with the network.
"""


@dataclass(frozen=True)
class Archive:
    """A file that was written, and what proves that it is still the same."""

    name: str
    size: int
    sha256: str


def media_of(tenant_id: UUID) -> Path:
    """Return where all files stand that people of a shop uploaded."""
    return Path(settings.MEDIA_ROOT) / str(tenant_id)


def archive_path(name: str) -> Path:
    """Return where an archive stands."""
    return Path(settings.KITH_ARCHIVE_DIR) / name


def write_archive(*, tenant: Tenant, hosts: list[str], at: datetime) -> Archive:
    """
    Write all that a sealed shop has into one file; the same shop gives the same bytes.

    It stands whole or not at all, readable by the application's account only.
    """
    name = f"{tenant.slug}-{tenant.uuid}.zip"
    path = archive_path(name)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    # Of a process that lost its power while it wrote.
    for left in path.parent.glob(f"{path.stem}.*.new"):
        left.unlink(missing_ok=True)
    fresh = path.with_suffix(f".{uuid4().hex}.new")
    try:
        with os.fdopen(_for_us_alone(fresh), "wb") as file:
            _fill(_Book(file, at), tenant, hosts, at)
            file.flush()
            os.fsync(file.fileno())
        archive = Archive(name, fresh.stat().st_size, _digest_of(fresh))
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    _keep_the_name(path.parent)
    return archive


def archive_of(closing: Closing) -> Archive:
    """Return what was archived of a shop that is closed."""
    return Archive(closing.archive_name, closing.archive_bytes or 0, closing.archive_sha256)


@public_side
def faults_of_closed_shops() -> list[str]:
    """Name archives that are gone or changed, and schemas that stand though they were dropped."""
    closed = Closing.objects.with_archive().filter(dropped_at__isnull=False)
    faults = [
        f"{closing.tenant.slug}: its archive {closing.archive_name} is not as it was written"
        for closing in closed.select_related("tenant").order_by("pk")
        if not is_as_written(archive_of(closing))
    ]
    dropped = Tenant.objects.filter(dropped_at__isnull=False).order_by("pk")
    standing = standing_schemas(dropped.values_list("schema_name", flat=True))
    return faults + [
        f"{slug}: its schema is said to be dropped, and stands"
        for slug, schema in dropped.values_list("slug", "schema_name")
        if schema in standing
    ]


def is_as_written(archive: Archive) -> bool:
    """Whether the file is there and has the checksum it was written with."""
    path = archive_path(archive.name)
    return path.exists() and _digest_of(path) == archive.sha256


def remove_media(tenant_id: UUID) -> None:
    """Drop all files that people of a shop uploaded; twice drops no more."""
    folder = media_of(tenant_id)
    if folder.exists():
        shutil.rmtree(folder)


@dataclass
class _Book:
    """The file that is written, and the checksums of what is in it so far."""

    file: IO[bytes]
    at: datetime
    sums: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.zip = ZipFile(self.file, "w", ZIP_DEFLATED)

    @contextmanager
    def page(self, name: str) -> Iterator[_Page]:
        # The time of the closing, not of the writing: the same shop gives the same bytes.
        head = ZipInfo(name, self.at.astimezone(UTC).timetuple()[:6])
        head.compress_type, head.external_attr = ZIP_DEFLATED, 0o600 << 16
        with self.zip.open(head, "w", force_zip64=True) as to:
            page = _Page(to)
            yield page
        self.sums[name] = page.digest.hexdigest()

    def add(self, name: str, content: bytes) -> None:
        with self.page(name) as page:
            page.write(content)


class _Page:
    """One file in the archive; what is written to it is summed on its way."""

    def __init__(self, to: IO[bytes]) -> None:
        self.to, self.digest = to, sha256()

    def write(self, some: bytes) -> int:
        self.digest.update(some)
        return self.to.write(some)


def _fill(book: _Book, tenant: Tenant, hosts: list[str], at: datetime) -> None:
    with book.zip:
        words = {"name": tenant.name, "slug": tenant.slug, "day": f"{at:%Y-%m-%d}"}
        book.add("README.txt", _README.format(**words).encode())
        book.add("shop.json", _json(_facts_of(tenant, hosts)))
        book.add("tables.json", _json(_add_tables(book, tenant)))
        for path in sorted(media_of(tenant.uuid).rglob("*")):
            if path.is_file():
                book.add(f"files/{path.relative_to(media_of(tenant.uuid))}", path.read_bytes())
        lines = [f"{digest}  {name}\n" for name, digest in sorted(book.sums.items())]
        book.add(SUMS, "".join(lines).encode())


def _add_tables(book: _Book, tenant: Tenant) -> dict[str, object]:
    told: dict[str, object] = {}
    with in_tenant(tenant.ref):
        for table in tables_here():
            with book.page(f"tables/{table.name}.csv") as page:
                rows = write_rows(table, page)
            told[table.name] = {"columns": table.columns, "rows": rows}
    return told


def _facts_of(tenant: Tenant, hosts: list[str]) -> dict[str, object]:
    return {**asdict(tenant.ref), "created_at": tenant.created_at, "hosts": hosts}


def _json(content: object) -> bytes:
    return json.dumps(content, default=str, ensure_ascii=False, indent=2).encode() + b"\n"


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _for_us_alone(path: Path) -> int:
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)


def _keep_the_name(folder: Path) -> None:
    """Have the folder itself on the disk: a name that is not is gone with the power."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
