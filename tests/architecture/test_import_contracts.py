"""The contracts hold, and each of them breaks when it should."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.house_rules import ROOT

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
NAMES = {contract["id"]: contract["name"] for contract in CONTRACTS["contracts"]}

BREAKS = [
    # where, what it imports, the contract that must say no
    ("kith.money", "billing.ledger", "the-one-line"),
    ("catalog.lines.queries", "ambassadors.program", "the-one-line"),
    ("kith.money", "outside.stripe", "the-one-line"),
    ("billing.gateway.answers", "outside.stripe", "the-one-line"),
    ("config.apps", "outside.demo", "the-one-line"),
    ("tenants.registry.queries", "tenants.workspace", "no-import-crosses-the-wall"),
    ("billing.settlement.queries", "billing.invoicing", "no-import-crosses-the-wall"),
    ("ambassadors.program.queries", "catalog.lines", "no-import-crosses-the-wall"),
    ("billing.invoicing.queries", "stripe", "one-door-to-stripe"),
    ("catalog.lines.queries", "catalog.ordering", "catalog-apps"),
    ("catalog.lines.queries", "catalog.storefront", "catalog-apps"),
    ("catalog.lines.usecases", "catalog.lines.web", "inside-an-app"),
    ("catalog.lines.periods", "catalog.lines.queries", "inside-an-app"),
    ("catalog.lines.models", "catalog.lines.periods", "inside-an-app"),
    ("outside.stripe.cards", "billing.gateway", "stand-ins-know-nothing-of-us"),
    ("outside.network.doors", "django", "stand-ins-know-nothing-of-us"),
]
DRAWERS = [
    ("catalog.utils", "catalog-apps"),
    ("catalog.lines.common", "inside-an-app"),
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


def lay_out(root: Path) -> None:
    """Write every package the contracts name, empty, under the very same contracts."""
    text = (ROOT / "pyproject.toml").read_text()
    (root / "pyproject.toml").write_text(text[text.index("[tool.importlinter]") :])
    for contract in CONTRACTS["contracts"]:
        names = [*contract.get("source_modules", []), *contract.get("forbidden_modules", [])]
        names += [
            f"{container}.{module}"
            for container in contract.get("containers", [])
            for layer in contract["layers"]
            for module in layer.split(" | ")
            if not module.startswith("(")
        ]
        for name in {*names, "config", "outside.demo"} - {"stripe", "django"}:
            add_import(root, name)
        for arrow in contract.get("ignore_imports", []):
            add_import(root, *arrow.split(" -> "))


def add_import(root: Path, importer: str, imported: str = "") -> None:
    """Write both modules; those of the layout are packages, as are all parents."""
    for name in filter(None, (imported, importer)):
        if name in ("stripe", "django"):
            continue
        folder = root.joinpath(*name.split("."))
        folder.mkdir(parents=True, exist_ok=True)
        for package in (folder, *folder.parents):
            if package == root:
                break
            (package / "__init__.py").touch()
    if imported:
        with (folder / "__init__.py").open("a") as module:
            module.write(f"import {imported}\n")


@pytest.fixture(scope="module")
def broken(tmp_path_factory) -> dict[str, str]:
    """What the linter says of a layout with everything in it that must not be, by contract."""
    root = tmp_path_factory.mktemp("layout")
    lay_out(root)
    for importer, imported, _contract in BREAKS:
        add_import(root, importer, imported)
    for drawer, _contract in DRAWERS:
        add_import(root, drawer)
    said = lint(root, PYTHONPATH=str(root)).stdout.partition("Broken contracts")[2]
    starts = sorted((said.find(f"\n{name}\n"), key) for key, name in NAMES.items())
    ends = [start for start, _key in starts[1:]] + [len(said)]
    return {
        key: said[start:end] for (start, key), end in zip(starts, ends, strict=True) if start > 0
    }


def test_the_projects_imports_keep_every_contract():
    linted = lint(ROOT)

    assert linted.returncode == 0, linted.stdout


def test_an_empty_layout_keeps_every_contract(tmp_path):
    lay_out(tmp_path)
    linted = lint(tmp_path, PYTHONPATH=str(tmp_path))

    assert linted.returncode == 0, linted.stdout + linted.stderr


@pytest.mark.parametrize(("importer", "imported", "contract"), BREAKS)
def test_an_import_that_must_not_be_breaks_its_contract(broken, importer, imported, contract):
    assert f"{importer} -> {imported}" in broken[contract]


@pytest.mark.parametrize(("drawer", "contract"), DRAWERS)
def test_a_drawer_breaks_its_contract(broken, drawer, contract):
    assert drawer in broken[contract]
