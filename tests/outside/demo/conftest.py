"""A small network's year, loaded once for a module and taken back after it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction
from django.test import override_settings

from kith.wall import TenantRef, forget_tenants, in_public
from outside.demo.load import Loaded, load
from outside.demo.plan import Size
from tests.clock import NOON
from tests.conftest import clear_caches

SEED, PASSWORD = 7, "a few quiet words"
A_DEMO = {
    "KITH_DEMO": True,
    "KITH_DEMO_PASSWORD": PASSWORD,
    "STRIPE_API_BASE": "",
    "NETWORK_URL": "",
}
# As in the year that is shown, with a ladder that fits a few friends.
SMALL = Size(
    grown=13,
    after_promotion=1,
    friends=10,
    helped=3,
    walk_ins=2,
    small=(3, 2, 2, 1),
    mateo=2,
    asks={
        ("reseller", "qualified_referrals"): 9,
        ("reseller", "active_lines"): 9,
        ("operator", "active_lines"): 13,
    },
)


def load_small(**changed) -> Loaded:
    """Load the small year in this process and this transaction."""
    asked = {"at": NOON, "seed": SEED, "has_history": True, "lanes": 0, "size": SMALL}
    return load(**(asked | {"say": lambda words: None} | changed))


@pytest.fixture(scope="module")
def a_year(house: dict[str, TenantRef]) -> Iterator[Loaded]:
    """The small year, for all tests of a module."""
    with a_demo():
        yield load_small()


@pytest.fixture
def in_a_year(a_year: Loaded) -> Iterator[Loaded]:
    """The year, standing on the shared side."""
    with in_public():
        yield a_year


@contextmanager
def a_demo(**changed: object) -> Iterator[None]:
    """Hold the settings of a demo, and one transaction that is taken back."""
    with override_settings(**(A_DEMO | changed)):
        forget_tenants()
        clear_caches()
        with in_public():
            outer = transaction.atomic()
            outer.__enter__()
            try:
                yield
            finally:
                with in_public():
                    transaction.set_rollback(True)
                    outer.__exit__(None, None, None)
                forget_tenants()
