"""
Under which account the embedded servers run, and where that account can keep its files.

PostgreSQL refuses to run as root, rightly. When we are root, its own processes step down to
`postgres`, else `nobody`. Such an account may be unable to walk down to the project's folder
(a checkout under /root, say): then its files get a home outside, and a note in the state folder
says where.
"""

import hashlib
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from kith.runtime.refusal import RuntimeRefusal

CANDIDATES = ("postgres", "nobody")


class NoHome(RuntimeRefusal):
    """There is no folder in which the server's account could keep its files."""


@dataclass(frozen=True)
class Account:
    """Whom a server's processes run as."""

    name: str
    uid: int
    gid: int


def server_account() -> Account | None:
    """
    Return the account to step down to, or None when we are not root and stay who we are.

    :raises NoHome: we are root and the machine knows none of the accounts we may use
    """
    if os.geteuid() != 0:
        return None
    for name in CANDIDATES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid != 0:
            return Account(name, entry.pw_uid, entry.pw_gid)
    raise NoHome(
        f"PostgreSQL must not run as root, and none of {', '.join(CANDIDATES)} exists here.",
        mend="Create the account `postgres`, or run as an ordinary user.",
    )


def run_as(account: Account | None) -> dict:
    """Return the arguments that make `subprocess` step down to the account."""
    if account is None:
        return {}
    return {"user": account.uid, "group": account.gid, "extra_groups": []}


def can_reach(path: Path, *, account: Account | None, test: str = "-x") -> bool:
    """Tell whether the account gets to this path; asked of the kernel, not computed."""
    answer = subprocess.run(
        ["/bin/sh", "-c", 'test "$1" "$2"', "sh", test, str(path)],
        cwd="/",
        check=False,
        **run_as(account),
    )
    return answer.returncode == 0


def server_home(state_dir: Path, name: str, *, account: Account | None) -> Path:
    """
    Return a folder, mode 0700, that the server's account owns and can reach.

    :raises NoHome: neither the state folder nor a place outside can be reached
    """
    state_dir = state_dir.resolve()
    state_dir.mkdir(parents=True, exist_ok=True)
    note = state_dir / f"{name}.home"
    inside = state_dir / name
    if account is None:
        inside.mkdir(exist_ok=True)
        inside.chmod(0o700)
        return inside

    _let_through(state_dir)
    if can_reach(state_dir, account=account):
        return _own(inside, account)
    outside = _folder_outside(state_dir.as_posix()) / name
    if not can_reach(outside.parent, account=account):
        raise NoHome(
            f"{account.name} can reach neither {state_dir} nor {outside.parent}.",
            mend="Move the project to a folder that other accounts can walk through.",
        )
    note.write_text(f"{outside}\n")
    return _own(outside, account)


def reachable_copy(folder: Path, *, account: Account | None, probe: str, version: str) -> Path:
    """Return the folder itself if the account can run `probe` in it, else a copy it can reach."""
    if can_reach(folder / probe, account=account):
        return folder
    copy = _folder_outside(str(folder)) / f"{folder.name}-{version}"
    if not (copy / probe).exists():
        draft = copy.with_name(f"{copy.name}.{os.getpid()}")
        shutil.copytree(folder, draft, symlinks=True)
        try:
            draft.rename(copy)
        except OSError:
            shutil.rmtree(draft)
    if not can_reach(copy / probe, account=account):
        raise NoHome(
            f"{account.name if account else 'this account'} can run neither {folder / probe} "
            f"nor its copy {copy / probe}.",
            mend="Is the file system mounted without the right to execute?",
        )
    return copy


def remove_state(state_dir: Path) -> None:
    """Delete a state folder, and the homes outside that its notes name."""
    state_dir = state_dir.resolve()
    if not state_dir.exists():
        return
    for note in state_dir.glob("*.home"):
        home = Path(note.read_text().strip())
        # Only what we made ourselves: the note is a file, and files can be edited.
        if home.parent == _path_outside(state_dir.as_posix()):
            shutil.rmtree(home.parent, ignore_errors=True)
    shutil.rmtree(state_dir)


def _own(folder: Path, account: Account) -> Path:
    folder.mkdir(exist_ok=True)
    os.chown(folder, account.uid, account.gid)
    folder.chmod(0o700)
    return folder


def _let_through(state_dir: Path) -> None:
    """Let other accounts walk through our own two folders; what is in them stays closed."""
    for folder in (state_dir, state_dir.parent):
        if folder.name.startswith(".kith") or folder == state_dir:
            folder.chmod(folder.stat().st_mode | 0o011)


def _path_outside(of: str) -> Path:
    digest = hashlib.sha256(of.encode()).hexdigest()[:16]
    return _open_to_all() / f"kith-{os.geteuid()}-{digest}"


def _open_to_all() -> Path:
    return Path("/var/tmp") if os.access("/var/tmp", os.W_OK) else Path(tempfile.gettempdir())


def _folder_outside(of: str) -> Path:
    _sweep()
    folder = _path_outside(of)
    folder.mkdir(mode=0o711, exist_ok=True)
    if not _is_ours(folder):
        # The place is open to everybody, so somebody may have been there first.
        raise NoHome(f"{folder} is not ours.", mend="Remove it.")
    folder.chmod(0o711)
    (folder / "stands-for").write_text(of)
    return folder


def _sweep() -> None:
    """Remove the homes whose state folder was deleted by somebody who knew nothing of them."""
    for folder in _open_to_all().glob(f"kith-{os.geteuid()}-*"):
        note = folder / "stands-for"
        if _is_ours(folder) and note.exists() and not Path(note.read_text()).exists():
            shutil.rmtree(folder, ignore_errors=True)


def _is_ours(folder: Path) -> bool:
    facts = folder.lstat()
    return (
        stat.S_ISDIR(facts.st_mode)
        and facts.st_uid == os.geteuid()
        and not facts.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    )
