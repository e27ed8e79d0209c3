"""Makes a new database cluster, whole or not at all."""

import os
import shutil
import subprocess
from pathlib import Path

from kith.runtime.account import Account, run_as
from kith.runtime.refusal import RuntimeRefusal


class ClusterNotMade(RuntimeRefusal):
    """`initdb` refused; its last words are in the message."""


def make_cluster(
    data_directory: Path,
    *,
    programs: Path,
    superuser: str,
    password: str,
    account: Account | None,
    fast: bool,
) -> None:
    """
    Make the cluster unless it stands already.

    :raises ClusterNotMade: `initdb` failed
    """
    if data_directory.exists():
        return
    # Made beside and renamed: one that was interrupted half-way is never taken for whole.
    draft = data_directory.with_name("data.draft")
    shutil.rmtree(draft, ignore_errors=True)
    secret = _secret_file(data_directory.with_name("first-password"), password, account)
    argv = [
        str(programs / "initdb"),
        f"--pgdata={draft}",
        f"--username={superuser}",
        f"--pwfile={secret}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--locale=C",
    ]
    if fast:
        argv.append("--no-sync")
    try:
        made = subprocess.run(
            argv,
            cwd="/",
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            **run_as(account),
        )
    finally:
        secret.unlink()
    if made.returncode:
        raise ClusterNotMade(f"No new database cluster: {made.stderr.strip()[-600:]}")
    draft.rename(data_directory)


def _secret_file(path: Path, secret: str, account: Account | None) -> Path:
    """Hand a password over in a file that only the server's account can read."""
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secret)
        if account:
            os.fchown(file.fileno(), account.uid, account.gid)
    return path
