"""The database every test begins with: made once for this state of the code, then copied."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

from kith.runtime.postgres import PostgresServer

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / ".kith" / "test-house"
# Whatever stands in here may change what is in a database that was just migrated.
CODE = (
    "platform",
    "tenants",
    "catalog",
    "billing",
    "ambassadors",
    "requirements",
    "tests/house.py",
)
KINDS = {".py", ".sql", ".txt"}


class PreparedPostgres(PostgresServer):
    """A server of its own, whose data were prepared by another that has ended."""

    def __init__(self, state_dir: Path, *, prepared: Path) -> None:
        self._prepared = prepared
        shutil.copytree(prepared / "keys", state_dir / "keys", dirs_exist_ok=True)
        super().__init__(state_dir, fast=True)

    def prepare(self) -> None:
        _copy(self._prepared / "data", self._home.resolve() / "data")
        super().prepare()


def prepared_house(state_dir: Path, *, furnish: Callable[[PostgresServer], None]) -> Path:
    """
    Return the folder with the data of a furnished house and its keys.

    Of the processes that ask for it at once one makes it, in a state folder of its own, and the
    others wait. It is made anew whenever a file of the code is another.
    """
    place = KEPT / _fingerprint()
    with _alone():
        if place.exists():
            return place
        for old in filter(Path.is_dir, KEPT.iterdir()):
            shutil.rmtree(old)
        postgres = PostgresServer(state_dir, fast=True)
        try:
            furnish(postgres)
        finally:
            postgres.stop()
        draft = place.with_suffix(".draft")
        draft.mkdir()
        shutil.copytree(state_dir / "keys", draft / "keys")
        _copy(postgres.data_directory, draft / "data")
        # Renamed when it is whole: one that was interrupted is never taken for it.
        draft.rename(place)
    return place


def _fingerprint() -> str:
    told = hashlib.sha256()
    for place in map(ROOT.joinpath, CODE):
        for file in [place] if place.is_file() else sorted(place.rglob("*")):
            if file.suffix in KINDS:
                told.update(f"{file.relative_to(ROOT)}\0".encode())
                told.update(file.read_bytes())
    return told.hexdigest()[:16]


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _copy(folder: Path, to: Path) -> None:
    """Copy with owners and rights: the server's account reads nothing that is open to others."""
    subprocess.run(["cp", "-a", folder, to], check=True)
