"""Send signed webhooks in the background, and again until they are taken."""

import hashlib
import hmac
import json
import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

from outside.stripe.calls import Json
from outside.stripe.clock import Clock
from outside.stripe.store import Store

SUBSCRIBED = (
    "account.updated",
    "charge.dispute.closed",
    "charge.dispute.created",
    "charge.dispute.funds_reinstated",
    "charge.dispute.funds_withdrawn",
    "charge.dispute.updated",
    "charge.refunded",
    "checkout.session.completed",
    "checkout.session.expired",
    "payment_intent.payment_failed",
    "payment_intent.succeeded",
    "payout.failed",
    "payout.paid",
    "refund.created",
    "refund.failed",
    "refund.updated",
    "transfer.created",
    "transfer.reversed",
)
TRIED_FOR_SECONDS = 3 * 24 * 60 * 60
PATIENCE_SECONDS = 10
IDLE_SECONDS = 0.2
# So many are on their way at once: what is sent first need not arrive first.
AT_ONCE = 4


@dataclass
class Manners:
    """How deliveries behave; control sets them to test the receiver."""

    url: str = ""
    secret: str = ""
    connect_url: str = ""
    connect_secret: str = ""
    is_held: bool = False
    copies: int = 1
    delay_seconds: float = 0.0
    shuffle_seed: int | None = None


class Outbound:
    """The deliveries that are due, and the thread that makes them."""

    def __init__(self, store: Store, clock: Clock):
        self._store = store
        self._clock = clock
        self._usual = Manners()
        self.manners = Manners()
        self._wake = threading.Event()
        self._is_stopped = False
        self._chores: list[Any] = []

    def settle_on(self, usual: Manners) -> None:
        """Take the addresses and secrets that a reset comes back to."""
        self._usual = usual
        self.reset()

    def reset(self) -> None:
        """Behave as at the start."""
        self.manners = Manners(**asdict(self._usual))

    def queue(self, event: Json) -> None:
        """Note that an event is to be told; part of the caller's transaction."""
        if event["type"] not in SUBSCRIBED:
            return
        side = "connect" if event.get("account") else "platform"
        due = self._clock.now() + self.manners.delay_seconds
        for _ in range(self.manners.copies):
            self._store.run(
                "INSERT INTO deliveries (event, side, due, state) VALUES (?, ?, ?, 'waiting')",
                event["id"],
                side,
                due,
            )
        self._wake.set()

    def start(self, chore: Any) -> None:
        """Begin to send; `chore` runs on every round before the sending."""
        self._chores.append(chore)
        threading.Thread(target=self._run, name="webhooks", daemon=True).start()

    def nudge(self) -> None:
        """Look at once instead of at the next round."""
        self._wake.set()

    def drain(self, seconds: float) -> bool:
        """Wait until nothing is due; return whether that came true in time."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self._wake.set()
            if not self._due():
                return True
            time.sleep(0.01)
        return False

    def _run(self) -> None:
        with ThreadPoolExecutor(AT_ONCE, "webhook") as several, ThreadPoolExecutor(1) as one:
            while not self._is_stopped:
                self._wake.wait(IDLE_SECONDS)
                self._wake.clear()
                for chore in self._chores:
                    chore()
                # A disorder that was asked for is kept.
                hands = several if self.manners.shuffle_seed is None else one
                list(hands.map(self._send, self._due()))

    def _due(self) -> list[Any]:
        manners = self.manners
        urls = {"platform": manners.url, "connect": manners.connect_url}
        sides = [side for side, url in urls.items() if url]
        if manners.is_held or not sides:
            return []
        found = self._store.rows(
            "SELECT * FROM deliveries WHERE state = 'waiting' AND due <= ? AND side IN (?, ?)"
            " ORDER BY due, id LIMIT 500",
            self._clock.now(),
            sides[0],
            sides[-1],
        )
        if manners.shuffle_seed is not None:
            # Same seed, same disorder: a test that fails can be run again.
            random.Random(manners.shuffle_seed).shuffle(found)  # nosec B311
        return found

    def _send(self, delivery: Any) -> None:
        event = self._store.get(delivery["event"])
        if event is None or self.manners.is_held:
            # A reset came in between, or somebody holds them back.
            return
        body = body_of(event)
        manners = self.manners
        is_connect = delivery["side"] == "connect"
        url = manners.connect_url if is_connect else manners.url
        secret = manners.connect_secret if is_connect else manners.secret
        answer = post(url, body, sign(body, secret, int(time.time())))
        attempts = delivery["attempts"] + 1
        is_taken = answer.startswith("2")
        state = "taken" if is_taken else "waiting"
        wait = min(2.0 ** (attempts - 1) / 2, 3600)
        due = self._clock.now() + wait
        if not is_taken and due - event["created"] > TRIED_FOR_SECONDS and attempts >= 3:
            state = "given up"
        self._store.run(
            "UPDATE deliveries SET attempts = ?, state = ?, answer = ?, due = ? WHERE id = ?",
            attempts,
            state,
            answer,
            delivery["due"] if is_taken else due,
            delivery["id"],
        )


def body_of(event: Json) -> bytes:
    """Return an event as the bytes that are sent and signed."""
    return json.dumps(event, indent=2).encode()


def sign(body: bytes, secret: str, moment: int) -> str:
    """Return the header that proves a body came from us."""
    signed = hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256)
    return f"t={moment},v1={signed.hexdigest()}"


def post(url: str, body: bytes, signature: str) -> str:
    """Post one webhook; return the status it got, or the name of what went wrong."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    # Browsers take every name under localhost for this machine; most resolvers do not.
    address = "127.0.0.1" if host.endswith(".localhost") else host
    is_tls = parts.scheme == "https"
    door = HTTPSConnection if is_tls else HTTPConnection
    link = door(address, parts.port or (443 if is_tls else 80), timeout=PATIENCE_SECONDS)
    try:
        link.request(
            "POST",
            parts.path or "/",
            body,
            {
                "Host": parts.netloc,
                "Content-Type": "application/json; charset=utf-8",
                "Stripe-Signature": signature,
                "User-Agent": "Stripe/1.0 (stand-in)",
            },
        )
        return str(link.getresponse().status)
    except (OSError, HTTPException) as failure:
        return type(failure).__name__
    finally:
        link.close()
