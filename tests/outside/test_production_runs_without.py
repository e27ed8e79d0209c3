"""Production has no `outside`: the image and the wheel leave it out, and nothing asks for it."""

import os
import subprocess
import sys
import tomllib

from tests.architecture.house_rules import ROOT
from tests.config.a_production import A_PRODUCTION

CONTEXTS = ("tenants", "catalog", "billing", "ambassadors")
BUILD = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]
# In a process of its own, in which there is no such package whatever lies on the disk.
LOAD_EVERYTHING = """
import importlib, pkgutil, sys

class Nowhere:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] == "outside":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Nowhere())
import django
django.setup()
from django.conf import settings
from django.core.management import call_command
from django.urls import get_resolver

for root in ("config", "faces", "kith", "tenants", "catalog", "billing", "ambassadors"):
    package = importlib.import_module(root)
    for module in pkgutil.walk_packages(package.__path__, f"{root}."):
        if not module.name.startswith("config.settings."):
            importlib.import_module(module.name)
for urlconf in ("config.urls.public", "config.urls.tenant"):
    print(urlconf, len(get_resolver(urlconf).reverse_dict) > 10)
call_command("check")
print(settings.SETTINGS_MODULE, [app for app in settings.INSTALLED_APPS if "outside" in app])
"""


def test_every_module_and_address_of_production_loads_where_there_is_no_outside():
    loaded = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", LOAD_EVERYTHING],
        cwd=ROOT,
        env=os.environ | A_PRODUCTION,
        capture_output=True,
        text=True,
        check=False,
    )

    assert loaded.returncode == 0, loaded.stderr
    assert "config.urls.public True" in loaded.stdout
    assert "config.urls.tenant True" in loaded.stdout
    assert loaded.stdout.splitlines()[-1] == "config.settings.production []"


def test_the_image_is_built_without_it():
    assert "platform/outside" in (ROOT / ".dockerignore").read_text().splitlines()


def test_the_wheel_is_built_without_it():
    packages = BUILD["targets"]["wheel"]["packages"]

    assert "platform/config" in packages
    assert not [package for package in packages if "outside" in package]


def test_the_product_names_it_in_the_settings_and_addresses_of_the_demo_alone():
    named = {
        str(path.relative_to(ROOT))
        for root in ("platform/config", "platform/kith", *CONTEXTS)
        for path in (ROOT / root).rglob("*.py")
        if '"outside.' in path.read_text()
    }

    assert named == {
        "platform/config/settings/base.py",
        "platform/config/settings/local.py",
        "platform/config/urls/faces.py",
    }
