"""What requirements/ may hold: exact versions, their hashes, and no trace of where we got them."""

import re

import pytest

from tests.architecture.house_rules import ROOT

LOCKS = ("base.txt", "dev.txt", "bench.txt")


@pytest.mark.parametrize("name", LOCKS)
def test_every_line_of_a_lock_is_a_version_with_hashes(name):
    text = (ROOT / "requirements" / name).read_text()
    blocks = re.split(r"\n(?=[a-z0-9])", text.strip())

    assert len(blocks) > 10
    for block in blocks:
        assert re.match(r"[a-z0-9][a-z0-9._-]*==\S+", block), block
        assert "--hash=sha256:" in block, block


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_registry_and_no_folder(name):
    text = (ROOT / "requirements" / name).read_text()

    assert not re.search(r"://|index-url|find-links|trusted-host|file:|(?m:^-)", text)


def test_the_lock_for_running_is_part_of_the_lock_for_testing():
    pins = {}
    for name in ("base.txt", "dev.txt"):
        text = (ROOT / "requirements" / name).read_text()
        pins[name] = dict(re.findall(r"(?m)^([a-z0-9._-]+)==(\S+)", text))

    assert pins["base.txt"].items() <= pins["dev.txt"].items()
