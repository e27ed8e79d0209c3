"""
The payment processor as it was at a past time.

It answers the calls that Kith's gateway makes, and writes what they do at the moment it is told:
into the stand-in for Stripe, whose control API takes things with past times, so that payments,
accounts, transfers and refunds exist there under the ids our books name. Each has a key that
follows from what it is, not from how our books call it: a piece of the year that was interrupted is
lived once more, and pays nothing twice. Where no stand-in runs the ids are merely plausible, and
nothing is sent anywhere.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Protocol
from uuid import uuid4

import httpx
from django.conf import settings

from billing.gateway import (
    RecipientState,
    RefundAnswer,
    TransferAnswer,
    answering_for_gateway,
    gateway,
)
from kith.errors import DomainError
from kith.money import Money

BULK_SECONDS = 60.0
# It is started beside whoever loads the demo.
COMING_SECONDS = 30.0
# What tells one thing of the past from another, whenever it is put in place.
_FACTS = ("customer_email", "email", "payment", "account", "created", "amount")


class ProcessorSilent(DomainError):
    code = "demo.processor_silent"


@dataclass(frozen=True)
class Paid:
    """One payment of the past."""

    amount: Money
    label: str
    reference: str
    email: str
    at: datetime
    # Whether the card is kept, or which kept one pays: the processor's customer and method.
    keeps_card: bool = False
    kept: tuple[str, str] | None = None


@dataclass(frozen=True)
class Taken:
    """What the processor calls a payment, its payer where one is known, and their card."""

    payment_intent: str
    customer: str
    payment_method: str


class Place(Protocol):
    """Where things of the past are put."""

    def put(self, kind: str, things: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        """Keep the things and return what each is called, in the same order."""

    def find_transfers(self, *, group: str) -> list[TransferAnswer]:
        """Return the transfers of a group."""


class StandIn:
    """Our stand-in for Stripe, through the door its control API has for histories."""

    def __init__(self, base: str) -> None:
        # Loopback only: a proxy of the environment must not see this.
        self._client = httpx.Client(
            base_url=f"{base.rstrip('/')}/_control/", trust_env=False, timeout=BULK_SECONDS
        )
        self._wait_until_up(base)
        self._gateway = gateway()

    def _wait_until_up(self, base: str) -> None:
        deadline = time.monotonic() + COMING_SECONDS
        while True:
            try:
                self._client.get("health").raise_for_status()
                return
            except httpx.HTTPError as problem:
                if time.monotonic() > deadline:
                    raise ProcessorSilent(
                        f"The stand-in for Stripe does not answer at {base}.",
                        mend="Start it, or unset STRIPE_API_BASE.",
                    ) from problem
            time.sleep(0.1)

    def put(self, kind: str, things: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        """Keep the things there, each once; a refusal stops the load."""
        kept = [{**thing, "key": _key_of(thing)} for thing in things]
        reply = self._client.post("bulk", json={kind: kept})
        if reply.is_error:
            raise ProcessorSilent(f"The stand-in for Stripe refused: {reply.text[:300]}")
        made: list[Mapping[str, Any]] = reply.json()[kind]
        return made

    def find_transfers(self, *, group: str) -> list[TransferAnswer]:
        """Ask the stand-in, as the gateway does."""
        return list(self._gateway.find_transfers(group=group))


class Paper:
    """No stand-in: ids that look right, and a memory as long as the load."""

    PREFIXES: Mapping[str, Mapping[str, str]] = {
        "accounts": {"id": "acct"},
        "payments": {"payment_intent": "pi", "customer": "cus", "payment_method": "pm"},
        "refunds": {"id": "re"},
        "transfers": {"id": "tr"},
    }

    def __init__(self) -> None:
        self._sent: list[tuple[str, Mapping[str, Any]]] = []

    def put(self, kind: str, things: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        """Return fresh ids for each thing."""
        made = [
            {name: f"{pre}_demo{uuid4().hex[:18]}" for name, pre in self.PREFIXES[kind].items()}
            for _ in things
        ]
        if kind == "transfers":
            names = [one["id"] for one in made]
            self._sent += zip(names, things, strict=True)
        return list(made)

    def find_transfers(self, *, group: str) -> list[TransferAnswer]:
        """Return what was sent in this load."""
        return [
            _transfer(name, thing) for name, thing in self._sent if thing["transfer_group"] == group
        ]


class PastProcessor:
    """What `billing.gateway` speaks with while the past is put in place."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._at: datetime | None = None

    @contextmanager
    def at(self, moment: datetime) -> Iterator[None]:
        """Let everything in the block happen at that moment."""
        self._at = moment
        try:
            yield
        finally:
            self._at = None

    @property
    def _created(self) -> int:
        if self._at is None:
            raise RuntimeError("say when this happened: `with processor.at(moment)`")
        return int(self._at.timestamp())

    def pay(self, payments: Sequence[Paid]) -> list[Taken]:
        """Take payments and return what each is called."""
        things = [
            {
                "amount": paid.amount.minor,
                "currency": paid.amount.currency,
                "label": paid.label,
                "reference": paid.reference,
                "customer_email": paid.email,
                "created": int(paid.at.timestamp()),
                "keeps_card": paid.keeps_card,
            }
            | ({"customer": paid.kept[0], "payment_method": paid.kept[1]} if paid.kept else {})
            for paid in payments
        ]
        if not things:
            return []
        return [
            Taken(made["payment_intent"], made["customer"] or "", made["payment_method"] or "")
            for made in self._place.put("payments", things)
        ]

    def create_recipient(self, *, key: str, email: str, country: str, name: str) -> str:
        """Open an account, through with its onboarding."""
        account = {"email": email, "country": country, "name": name, "created": self._created}
        return str(self._place.put("accounts", [account])[0]["id"])

    def onboarding_link(self, *, account_id: str, return_url: str, refresh_url: str) -> str:
        """Return nowhere: the onboarding is over."""
        return return_url

    def recipient_state(self, account_id: str) -> RecipientState:
        """Say that the account can be paid."""
        return RecipientState(
            account_id=account_id,
            payouts_enabled=True,
            transfers_enabled=True,
            is_submitted=True,
            requirements=(),
            disabled_reason="",
            country=settings.KITH_COUNTRY,
            email="",
        )

    def refund(
        self,
        *,
        key: str,
        payment_intent: str,
        amount: Money,
        reason: str = "",
        metadata: Mapping[str, str] | None = None,
    ) -> RefundAnswer:
        """Give money back."""
        thing = {
            "payment": payment_intent,
            "amount": amount.minor,
            "reason": reason or None,
            "metadata": dict(metadata or {}),
            "created": self._created,
        }
        name = self._place.put("refunds", [thing])[0]["id"]
        at = datetime.fromtimestamp(self._created, UTC)
        return RefundAnswer(name, "succeeded", amount, payment_intent, None, None, at)

    def find_refunds(self, *, payment_intent: str) -> list[RefundAnswer]:
        """Find none: no answer was ever lost in the past."""
        return []

    def balance(self, currency: str) -> Money:
        """Say that there is always enough: nobody paid out more than came in."""
        return Money(10**12, currency)

    def transfer(
        self,
        *,
        key: str,
        amount: Money,
        account_id: str,
        group: str = "",
        metadata: Mapping[str, str] | None = None,
    ) -> TransferAnswer:
        """Send money to an account."""
        thing = {
            "amount": amount.minor,
            "currency": amount.currency,
            "account": account_id,
            "transfer_group": group,
            "metadata": dict(metadata or {}),
            "created": self._created,
        }
        return _transfer(self._place.put("transfers", [thing])[0]["id"], thing)

    def find_transfers(self, *, group: str) -> list[TransferAnswer]:
        """Return the transfers of a group."""
        return self._place.find_transfers(group=group)


def _key_of(thing: Mapping[str, Any]) -> str:
    """Return what a thing is known by for ever: whose, when and how much."""
    facts = [str(thing[name]) for name in _FACTS if name in thing]
    return sha256("\0".join(facts).encode()).hexdigest()[:32]


@contextmanager
def past_processor() -> Iterator[PastProcessor]:
    """Let the processor of the past answer every call of the gateway until the block ends."""
    base = settings.STRIPE_API_BASE
    processor = PastProcessor(StandIn(base) if base else Paper())
    with answering_for_gateway(processor):
        yield processor


@contextmanager
def unhurried() -> Iterator[None]:
    """Let the stand-in answer as many requests as come until the block ends: a year is long."""
    usual = _set()["per_second"]
    _set(per_second=0)
    try:
        yield
    finally:
        _set(per_second=usual)


def list_movements_from(moment: datetime | None) -> None:
    """
    Let the stand-in list no movement of before; None lets it list them all.

    While the past is put in place the books learn of each movement a moment after the stand-in,
    and whoever compares the two just then would hold all payments for it.
    """
    if settings.STRIPE_API_BASE:
        _set(movements_listed_from=int(moment.timestamp()) if moment else 0)


def _set(**wanted: int) -> dict[str, int]:
    door = f"{settings.STRIPE_API_BASE.rstrip('/')}/_control/settings"
    reply = httpx.post(door, json=wanted, trust_env=False, timeout=BULK_SECONDS)
    reply.raise_for_status()
    known: dict[str, int] = reply.json()
    return known


def _transfer(name: str, thing: Mapping[str, Any]) -> TransferAnswer:
    amount = Money(thing["amount"], thing["currency"])
    return TransferAnswer(
        id=name,
        amount=amount,
        reversed=Money.zero(amount.currency),
        account_id=thing["account"],
        group=thing["transfer_group"],
        metadata=thing["metadata"],
        created_at=datetime.fromtimestamp(thing["created"]).astimezone(),
        balance_transaction=None,
    )
