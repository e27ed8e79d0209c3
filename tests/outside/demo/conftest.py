"""A small network's year, loaded once for a module and taken back after it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from importlib import import_module

import pytest
from django.db import transaction
from django.test import override_settings

from billing.settlement.models import SettlementTerms
from catalog.ordering.usecases.place_order import place_order
from kith.wall import TenantRef, forget_tenants, in_public, in_tenant
from outside.demo import shops
from outside.demo.billing import count_cycles
from outside.demo.load import Loaded, load
from outside.demo.once import is_done
from outside.demo.plan import Size
from tests.clock import NOON
from tests.conftest import clear_caches

# Which addresses there are is decided once, by whoever asks first: here no settings are a demo's.
for side in ("public", "tenant"):
    import_module(f"config.urls.{side}")

SEED, PASSWORD = 7, "a few quiet words"
VISITOR = "olga@visitors.example"
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


class Killed(BaseException):
    """The process that lives the year is ended, just like that."""


def live_until_killed(**changed) -> None:
    """Begin a small year, and be ended in its third month: a shop's bills were paid, half of it."""

    def killed(**words) -> None:
        if is_done("02"):
            raise Killed
        count_cycles(**words)

    with pytest.MonkeyPatch.context() as patch, pytest.raises(Killed):
        patch.setattr(shops, "count_cycles", killed)
        load_small(**changed)


@pytest.fixture(scope="module")
def a_year(house: dict[str, TenantRef]) -> Iterator[Loaded]:
    """The small year, for all tests of a module: interrupted, visited meanwhile, gone on with."""
    with a_demo():
        lower_the_limit()
        live_until_killed()
        visit()
        yield load_small()


def lower_the_limit() -> None:
    """Let one of the small year's runs need two approvals, as a run of the whole year may."""
    since = NOON - timedelta(days=999)
    SettlementTerms.objects.create(currency="EUR", starts_at=since, four_eyes_above_minor=5_000)


def visit() -> None:
    """Order something at the telco's own shop today, as somebody who looks at the demo does."""
    with in_tenant(shops.shop_ref("home")):
        place_order(
            offer_code="light",
            contact_name="Olga Visitante",
            contact_email=VISITOR,
            contact_phone="",
            person_id=None,
            encouraged_by=None,
            sim_form="esim",
            key="a visit",
            at=NOON,
        )


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
