import platform
import sysconfig
from pathlib import Path

import kith
from tests.architecture.house_rules import ROOT


def test_platform_stays_a_source_root_and_pythons_own_module_stays_itself():
    assert not (ROOT / "platform" / "__init__.py").exists()
    assert not (ROOT / "platform" / "conftest.py").exists()
    assert Path(platform.__file__).is_relative_to(sysconfig.get_path("stdlib"))
    assert Path(kith.__file__).is_relative_to(ROOT / "platform")


def test_every_folder_of_tests_is_a_package():
    """Without it a folder of tests, tests/kith say, would stand in for the package it tests."""
    folders = {path.parent for path in (ROOT / "tests").rglob("test_*.py")}

    assert [str(f.relative_to(ROOT)) for f in folders if not (f / "__init__.py").exists()] == []
