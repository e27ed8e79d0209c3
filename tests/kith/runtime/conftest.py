import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kith.runtime.account import remove_state
from kith.runtime.project import PROJECT


@pytest.fixture
def state_dir() -> Iterator[Path]:
    """A state folder where the real ones are, so that what holds there is what is tested."""
    parent = PROJECT / ".kith"
    parent.mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="test-runtime-", dir=parent))
    yield folder
    remove_state(folder)


@pytest.fixture
def closed_state_dir(tmp_path: Path) -> Iterator[Path]:
    """A state folder that no other account can walk down to."""
    tmp_path.chmod(0o700)
    folder = tmp_path / "state"
    yield folder
    remove_state(folder)
