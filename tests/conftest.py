"""What every test stands on: real PostgreSQL and Valkey, and two tenants who must never meet."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
import stripe
from django.core.cache import caches
from django.db import transaction
from django.test import Client
from django.test.utils import override_settings, setup_test_environment, teardown_test_environment

from kith.wall import TenantRef, forget_tenants, in_public, in_tenant, lookup, on_side
from kith.words import compile_catalogues
from tests.house import SHOPS, running_servers
from tests.left_behind import as_before_the_request, as_it_was

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# Before anything asks for a word: a process reads its catalogues once.
compile_catalogues()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the journeys: at the end each would keep one processor waiting for the other."""
    items.sort(key=lambda item: "journey" not in item.keywords)


def pytest_collection_finish() -> None:
    """Take what was imported and collected out of the collector's rounds: all of it stays."""
    gc.freeze()


@pytest.fixture(scope="session")
def servers(django_db_blocker: Any) -> Iterator[None]:
    """PostgreSQL and Valkey for this test process."""
    with (
        django_db_blocker.unblock(),
        running_servers(os.environ.get("PYTEST_XDIST_WORKER", "main")),
    ):
        yield


@pytest.fixture(scope="session")
def house(servers: None) -> dict[str, TenantRef]:
    """The telco's shop and two resellers, in a database that is migrated and otherwise empty."""
    from kith.fence.sql_witness import note_look
    from tenants.registry.models import Tenant

    # A slow machine must not make a page look up its host twice; each test forgets them anyway.
    lookup.LIFE_SECONDS = 3600.0
    with in_public():
        tenants = {tenant.slug: tenant.ref for tenant in Tenant.objects.filter(slug__in=SHOPS)}
        # Each start of the database looks at the processor by itself; here there is nothing yet.
        note_look()
    assert tenants.keys() == SHOPS.keys()
    return tenants


@pytest.fixture(scope="session", autouse=True)
def django_test_environment() -> Iterator[None]:
    """Django's own preparation for tests; the database is ours (`house`)."""
    setup_test_environment(debug=False)
    yield
    teardown_test_environment()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Chromium for the tests of one module, none of which may ask the database meanwhile."""
    from tests.in_chromium import in_chromium

    with in_chromium() as browser:
        yield browser


@pytest.fixture(scope="session", autouse=True)
def _no_wait_for_a_lost_call() -> None:
    """The processor's client tries a lost call three times: here it waits for nothing between."""
    stripe.HTTPClient.INITIAL_DELAY = 0.0


def clear_caches() -> None:
    """Forget what earlier tests left in the caches; what stands in a table goes with its test."""
    for alias in ("shared", "process"):
        caches[alias].clear()


@pytest.fixture(autouse=True)
def _leaves_nothing_behind(
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """
    Begin with empty caches, and put back whatever the test activates.

    A test that leaves something behind fails by its own name, not the one that meets it.
    """
    if "servers" in request.fixturenames:
        clear_caches()
    # What one test seals leaves the house for no other.
    heads = tmp_path_factory.getbasetemp() / f"{uuid4()}.jsonl"
    with as_it_was(), override_settings(KITH_HEADS_FILE=heads):
        yield
        # Plugins ask for this one before us: by itself it would be undone after we have looked.
        monkeypatch.undo()


@pytest.fixture
def rolled_back(house: dict[str, TenantRef]) -> Iterator[dict[str, TenantRef]]:
    """One transaction around the test, taken back at its end."""
    forget_tenants()
    clear_caches()
    with in_public():
        outer = transaction.atomic()
        outer.__enter__()
        try:
            yield house
        finally:
            with in_public():
                transaction.set_rollback(True)
                outer.__exit__(None, None, None)
            forget_tenants()


@pytest.fixture
def throwaway(house: dict[str, TenantRef]) -> Iterator[TenantRef]:
    """A tenant's schema that nobody else knows of: what is written at once is committed."""
    from kith.wall.schemas import build_schema, drop_schema, names_for

    uuid = uuid4()
    schema, role = names_for(uuid.hex)
    build_schema(schema=schema, role=role)
    yield TenantRef(
        uuid=uuid,
        slug="throwaway",
        name="Throwaway",
        kind="reseller",
        schema_name=schema,
        db_role=role,
        currency="EUR",
        country="ES",
        locale="en",
        timezone="Europe/Madrid",
    )
    drop_schema(schema=schema, role=role)


@pytest.fixture
def public(rolled_back: dict[str, TenantRef]) -> Iterator[None]:
    """Stand on the shared side."""
    with in_public():
        yield


@pytest.fixture
def home(rolled_back: dict[str, TenantRef]) -> TenantRef:
    """The telco's own shop."""
    return rolled_back["home"]


@pytest.fixture
def globex(rolled_back: dict[str, TenantRef]) -> TenantRef:
    """The other reseller, who must see nothing."""
    return rolled_back["globex"]


@pytest.fixture
def acme(rolled_back: dict[str, TenantRef]) -> Iterator[TenantRef]:
    """The reseller who acts; the test runs inside."""
    with in_tenant(rolled_back["acme"]) as ref:
        yield ref


@pytest.fixture
def client_for(rolled_back: dict[str, TenantRef]) -> Callable[[TenantRef | None], Client]:
    """Make a browser that talks to a tenant's host, or with None to the network's."""

    def make(tenant: TenantRef | None) -> Client:
        host = f"{tenant.slug}.kith.localhost" if tenant else "kith.localhost"
        return HostClient(headers={"host": host})

    return make


class HostClient(Client):
    """Django's test client, which stands on no side until the host says which."""

    def request(self, **request: Any) -> Any:
        with on_side(None), as_before_the_request():
            return super().request(**request)


@pytest.fixture
def client(acme: TenantRef, client_for: Callable[[TenantRef | None], Client]) -> Client:
    """A browser at acme."""
    return client_for(acme)


@pytest.fixture
def drain_outbox() -> Callable[[], int]:
    """Deliver every due letter in this process, by the same code as the worker's."""
    from tests.post import drain

    return drain


@pytest.fixture
def no_side() -> Iterator[None]:
    """Stand on no side at all."""
    with on_side(None):
        yield
