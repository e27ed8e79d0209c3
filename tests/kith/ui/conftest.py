"""Tests of the interface need its own addresses only: no tenant, no database."""

import pytest


@pytest.fixture(autouse=True)
def _interface_addresses(settings) -> None:
    settings.ROOT_URLCONF = "tests.kith.ui.gallery_urls"
