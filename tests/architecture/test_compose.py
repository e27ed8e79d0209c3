import subprocess
import sys
from pathlib import Path

import yaml

from config.settings.strength import REQUIRED
from tests.architecture.house_rules import ROOT

COMPOSE = ROOT / "docker-compose.yml"
PROGRAMS = Path(sys.executable).parent


def test_the_compose_file_is_what_the_specification_says():
    checked = subprocess.run(
        [
            str(PROGRAMS / "check-jsonschema"),
            *("--builtin-schema", "vendor.compose-spec"),
            str(COMPOSE),
        ],
        capture_output=True,
        text=True,
        check=False,
    )

    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_every_process_of_kith_is_in_it():
    services = yaml.safe_load(COMPOSE.read_text())["services"]

    assert {"postgres", "valkey", "cache", "migrate", "web", "worker", "relay", "beat"} == set(
        services
    )


def test_it_sets_everything_that_production_asks_for():
    given = yaml.safe_load(COMPOSE.read_text())["x-kith"]["environment"]

    assert set(REQUIRED) <= set(given)


def test_no_secret_has_a_default():
    given = yaml.safe_load(COMPOSE.read_text())["x-kith"]["environment"]
    secrets = [name for name in given if name.endswith(("_KEY", "_SECRET", "_URL"))]

    for name in secrets:
        if name != "NETWORK_URL":
            assert ":?" in given[name], name
