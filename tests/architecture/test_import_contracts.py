"""The contracts hold, and each of them breaks when it should."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.house_rules import ROOT

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]

BREAKS = [
    # where, what it imports, the contract that must say no
    ("kith/money.py", "import billing.ledger", "the one line"),
    ("catalog/lines/queries.py", "import ambassadors.program", "the one line"),
    ("tenants/registry/queries.py", "import tenants.workspace", "the wall"),
    ("billing/settlement/queries.py", "import billing.invoicing", "the wall"),
    ("ambassadors/program/queries.py", "import catalog.lines", "the wall"),
    ("billing/invoicing/queries.py", "import stripe", "stripe"),
    ("catalog/utils.py", "", "no drawer"),
    ("catalog/lines/queries.py", "import catalog.ordering", "no drawer"),
    ("catalog/lines/queries.py", "import catalog.storefront", "no drawer"),
    ("kith/money.py", "import outside.stripe", "the one line"),
    ("billing/gateway/answers.py", "import outside.stripe", "the one line"),
    ("config/apps.py", "import outside.demo", "the one line"),
    ("outside/stripe/cards.py", "import billing.gateway", "stands alone"),
    ("outside/network/doors.py", "import django", "stands alone"),
]


def lint(folder: Path, **env: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=folder,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def copy_of_the_layout(tmp_path):
    """Every package the contracts name, empty, under the very same contracts."""
    (tmp_path / "pyproject.toml").write_text(_contracts_alone())
    for contract in CONTRACTS["contracts"]:
        names = [*contract.get("source_modules", []), *contract.get("forbidden_modules", [])]
        for container in contract.get("containers", []):
            names += [
                f"{container}.{module}"
                for layer in contract["layers"]
                for module in re.split(r" [:|] ", layer)
            ]
        for name in {*names, "config", "outside.demo"} - {"stripe", "django"}:
            folder = tmp_path.joinpath(*name.split("."))
            folder.mkdir(parents=True, exist_ok=True)
            for package in (folder, *folder.parents):
                if package == tmp_path:
                    break
                (package / "__init__.py").touch()
    return tmp_path


def _contracts_alone() -> str:
    text = (ROOT / "pyproject.toml").read_text()
    return text[text.index("[tool.importlinter]") :]


def test_the_projects_imports_keep_every_contract():
    linted = lint(ROOT)

    assert linted.returncode == 0, linted.stdout


def test_an_empty_layout_keeps_every_contract(copy_of_the_layout):
    linted = lint(copy_of_the_layout, PYTHONPATH=str(copy_of_the_layout))

    assert linted.returncode == 0, linted.stdout + linted.stderr


@pytest.mark.parametrize(("where", "line", "contract"), BREAKS)
def test_an_import_that_must_not_be_breaks_its_contract(copy_of_the_layout, where, line, contract):
    names = {
        "the one line": " > ".join(CONTRACTS["contracts"][0]["layers"]),
        "the wall": "public apps never import a tenant app",
        "stripe": "only billing.gateway imports stripe",
        "stands alone": "a stand-in for the world never imports what it is used to test",
        "no drawer": "catalog: ordering > lines, storefront > network, wholesale > numbering",
    }
    (copy_of_the_layout / where).write_text(f"{line}\n")

    linted = lint(copy_of_the_layout, PYTHONPATH=str(copy_of_the_layout))

    assert linted.returncode == 1, linted.stdout + linted.stderr
    assert f"{names[contract]} BROKEN" in linted.stdout
