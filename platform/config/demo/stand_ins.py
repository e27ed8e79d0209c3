"""
What is otherwise while a past is put in place.

The network and the payment processor are asked through their real doors by the real use-cases;
only the one who answers is another. The network of that time said yes at once. The processor
puts things where its stand-in keeps them, at the time they happened (`config.demo.processor`).
The rest is haste: what a load of minutes may do and a running Kith may not.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from importlib import import_module
from typing import Any

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connection, transaction

from catalog.network.port import NetworkAnswer, Subscription, network_port

# Questions about rules that stay the same all year: they are asked once, not once a bill.
STEADY = (
    ("billing.invoicing.usecases.issue_invoices", "sharing_terms"),
    ("billing.invoicing.usecases.issue_invoices", "ask"),
    ("billing.settlement.usecases.accrue_split", "payout_terms"),
)
ASKERS = ("catalog.ordering.usecases.fulfil_order", "catalog.lines.usecases.carry_out_change")
MANUAL = "manual"


class WillingNetwork:
    """A network that does what it is asked, at once; or refuses whom it is told to refuse."""

    def __init__(self) -> None:
        self.refusal = ""

    def port(self, *, adapter: str = "") -> Any:
        """Answer for the simulator; the manual desk answers for itself."""
        return network_port(adapter=adapter) if adapter == MANUAL else self

    def answer(self, *, request_id: str, subscription: Subscription) -> NetworkAnswer:
        """Answer any request at once."""
        if self.refusal:
            return NetworkAnswer("failed", reason=self.refusal)
        # Without a reference the network is asked by the number later on, which it knows.
        return NetworkAnswer("done")

    reserve = activate = suspend = resume = swap = terminate = answer


@contextmanager
def willing_network() -> Iterator[WillingNetwork]:
    """Let the network of the past answer until the block ends."""
    network = WillingNetwork()
    with ExitStack() as stack:
        for asker in ASKERS:
            stack.enter_context(replaced(asker, "network_port", network.port))
        yield network


@contextmanager
def replaced(module: str, name: str, by: Any) -> Iterator[None]:
    """Put something else behind a module's name until the block ends."""
    home = import_module(module)
    before = getattr(home, name)
    setattr(home, name, by)
    try:
        yield
    finally:
        setattr(home, name, before)


@contextmanager
def steady_rules() -> Iterator[None]:
    """Let terms and sponsors be looked up once a shop: none of them changes in the demo's year."""
    with ExitStack() as stack:
        for module, name in STEADY:
            asked = getattr(import_module(module), name, None)
            if asked is not None:
                stack.enter_context(replaced(module, name, _asked_once(asked)))
        yield


def _asked_once(ask: Callable[..., Any]) -> Callable[..., Any]:
    known: dict[Any, Any] = {}

    def answer(*names: Any, **about: Any) -> Any:
        key = (names, *sorted((name, str(value)) for name, value in about.items() if name != "at"))
        if key not in known:
            known[key] = ask(*names, **about)
        return known[key]

    return answer


@contextmanager
def in_one_go() -> Iterator[None]:
    """
    Run many use-cases in one transaction, without a savepoint for each.

    A quarter of all statements would be savepoints. What fails in here ends the whole load, so
    there is nothing to go back to; a refusal that is caught must be raised outside.
    """
    features = connection.features
    with transaction.atomic():
        before, features.uses_savepoints = features.uses_savepoints, False
        try:
            yield
        finally:
            features.uses_savepoints = before


@contextmanager
def quick_hashing() -> Iterator[None]:
    """
    Hash the demo's one password cheaply: every page of the demo shows it anyway.

    Each hash names its own cost, and becomes an ordinary one when its owner signs in.
    """
    with ExitStack() as stack:
        for name, cost in (("time_cost", 1), ("memory_cost", 1024), ("parallelism", 1)):
            before = getattr(Argon2PasswordHasher, name)
            setattr(Argon2PasswordHasher, name, cost)
            stack.callback(setattr, Argon2PasswordHasher, name, before)
        yield


@contextmanager
def rare_collection() -> Iterator[None]:
    """Look for garbage seldom: a load makes millions of short-lived rows and no circles."""
    before = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
