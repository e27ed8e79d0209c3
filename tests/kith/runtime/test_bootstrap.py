import os
import shutil
import subprocess

import pytest

from kith.runtime.project import PROJECT

COREUTILS = ("dirname", "cat", "cksum", "mkdir", "rm", "sed", "mv")


@pytest.fixture
def checkout(tmp_path):
    """A folder with the bootstrap in it, and a machine with no Python at all."""
    folder = tmp_path / "checkout"
    (folder / "requirements").mkdir(parents=True)
    shutil.copy(PROJECT / "bootstrap", folder)
    for name in ("base", "dev"):
        (folder / "requirements" / f"{name}.txt").write_text(f"# {name}\n")
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in COREUTILS:
        (programs / name).symlink_to(shutil.which(name))
    return folder


def bootstrap(folder, level):
    return subprocess.run(
        ["/bin/sh", "bootstrap", level],
        cwd=folder,
        env={"PATH": str(folder.parent / "bin"), "HOME": str(folder.parent)},
        capture_output=True,
        text=True,
        check=False,
    )


def mark_done(folder, level):
    """Leave what a finished bootstrap leaves."""
    lock = folder / "requirements" / f"{level}.txt"
    venv = folder / ".venv" / "bin"
    venv.mkdir(parents=True, exist_ok=True)
    (venv / "python").write_text("#!/bin/sh\n")
    (venv / "python").chmod(0o755)
    (folder / ".kith").mkdir(exist_ok=True)
    with lock.open() as file:
        summed = subprocess.run(["cksum"], stdin=file, capture_output=True, text=True, check=True)
    (folder / ".kith" / f"bootstrap.{level}").write_text(f"{summed.stdout}{folder}\n")


def test_a_machine_without_python_is_told_what_to_install(checkout):
    ended = bootstrap(checkout, "base")

    assert ended.returncode == 1
    assert "install Python 3.12 or newer" in ended.stderr


@pytest.mark.parametrize(("done", "asked"), [("base", "base"), ("dev", "dev"), ("dev", "base")])
def test_what_has_been_done_is_not_done_again(checkout, done, asked):
    mark_done(checkout, done)

    assert bootstrap(checkout, asked).returncode == 0


def test_a_changed_lock_is_installed_again(checkout):
    mark_done(checkout, "base")
    (checkout / "requirements" / "base.txt").write_text("# newer\n")

    assert bootstrap(checkout, "base").returncode == 1


def test_a_moved_checkout_is_set_up_again(checkout):
    mark_done(checkout, "base")
    moved = checkout.rename(checkout.with_name("moved"))

    assert bootstrap(moved, "base").returncode == 1


def test_an_unknown_level_is_refused(checkout):
    assert "say base, dev, bench or lock" in bootstrap(checkout, "prod").stderr


def test_it_is_a_program():
    assert os.access(PROJECT / "bootstrap", os.X_OK)
