"""One running Kith for the whole walk, and a browser that finds it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kith.runtime.project import PROJECT
from outside.launcher.folder import reset
from outside.launcher.running import RunningKith, running_kith

KEPT = PROJECT / ".kith" / "journey"


@pytest.fixture(scope="module")
def walk_name(request: pytest.FixtureRequest) -> str:
    """What this walk is called: two may go on side by side."""
    return request.module.__name__.rpartition(".test_")[2].replace("_", "-")


@pytest.fixture(scope="module")
def kith(walk_name: str) -> Iterator[RunningKith]:
    """Start Kith by the command a person uses, from an empty folder, without a history."""
    state_dir = PROJECT / ".kith" / f"test-{walk_name}"
    reset(state_dir)
    with running_kith(state_dir, has_history=False) as running:
        yield running


@pytest.fixture(scope="module")
def pictures(walk_name: str) -> Path:
    """Where the pictures of this walk are kept; those of the last one are gone."""
    folder = KEPT / walk_name
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    return folder
