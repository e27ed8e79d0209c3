"""Run the stand-in for tests, and steer it."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from time import time
from typing import Any
from urllib.error import HTTPError
from urllib.request import OpenerDirector, ProxyHandler, Request, build_opener

from outside.stripe.outbound import sign

ROOT = Path(__file__).resolve().parents[3]
SECRET = "whsec_test"  # noqa: S105
CONNECT_SECRET = "whsec_test_connect"  # noqa: S105
PAYS = "4242424242424242"
DECLINED = "4000000000000002"
WITHOUT_FUNDS = "4000000000009995"
ASKS_FOR_PROOF = "4000002760003184"
# These can be kept, and are refused when they are charged.
DECLINED_LATER = "4000000000000341"
WITHOUT_FUNDS_LATER = "4000008260003178"
# These pay, and what they paid is disputed or cannot be given back.
DISPUTED, DISPUTED_TWICE = "4000000000000259", "4000000404000079"
INQUIRED = "4000000000001976"
REFUND_FAILS_LATER, REFUND_PENDING = "4000000000005126", "4000000000007726"


class ControlRefused(Exception):
    """The stand-in's control API refused; the message says why."""


@cache
def _opener() -> OpenerDirector:
    """Return what calls are made by: made once, for each making reads all trusted certificates."""
    # Loopback only: a proxy named in the environment must not see this.
    return build_opener(ProxyHandler({}))


class Control:
    """The stand-in's control API, one method for each thing it does."""

    def __init__(self, base: str) -> None:
        self.base = base

    def call(self, method: str, path: str, **content: Any) -> dict[str, Any]:
        """Make one control call; return its answer."""
        request = Request(  # noqa: S310
            f"{self.base}/_control/{path}",
            json.dumps(content).encode() if method == "POST" else None,
            {"Content-Type": "application/json"},
            method=method,
        )
        try:
            with _opener().open(request, timeout=300) as answer:
                found: dict[str, Any] = json.load(answer)
                return found
        except HTTPError as refusal:
            raise ControlRefused(refusal.read().decode()) from refusal

    def reset(self, *, at: datetime | None = None) -> None:
        """Forget everything; start at true time, or at `at`."""
        moment = {"set": at.timestamp()} if at else {}
        self.call("POST", "reset", **moment)

    def set_clock(self, at: datetime) -> None:
        """Make it this moment at the stand-in; it ticks on from there."""
        self.call("POST", "clock", set=at.timestamp())

    def advance(self, *, seconds: float) -> None:
        """Let time pass at the stand-in."""
        self.call("POST", "clock", advance=seconds)

    def fail(self, endpoint: str, kind: str, *, count: int = 1, seconds: float = 0) -> None:
        """
        Let the next `count` requests go wrong where `METHOD /path` matches the pattern.

        Kinds: 500_before, 500_saved, 500_after, drop_before, drop_after, 409, 429, slow.
        The client makes three attempts by itself: a count of 3 gets past them.
        """
        self.call("POST", "faults", endpoint=endpoint, kind=kind, count=count, seconds=seconds)

    def clear_faults(self) -> None:
        """Let nothing go wrong any more."""
        self.call("DELETE", "faults")

    def prune_keys(self) -> int:
        """Forget every idempotency key, as after a day; return how many."""
        return int(self.call("POST", "keys/prune")["pruned"])

    def webhooks(self, **manners: Any) -> dict[str, Any]:
        """
        Set how events are delivered from now on.

        url, connect_url, secret, connect_secret, is_held, copies, delay_seconds, shuffle_seed.
        """
        return self.call("POST", "webhooks", **manners)

    def drain(self, *, seconds: float = 10) -> bool:
        """Wait until no request runs and no event is due; False when that took too long."""
        return bool(self.call("POST", "webhooks/drain", seconds=seconds)["is_done"])

    def deliveries(self, kind: str = "") -> list[dict[str, Any]]:
        """Return the deliveries, oldest first: type, side, state, attempts, answer, body."""
        found = self.call("GET", "deliveries")["deliveries"]
        return [one for one in found if not kind or one["type"] == kind]

    def resend(self, event_id: str) -> None:
        """Have one event delivered again."""
        self.call("POST", f"events/{event_id}/resend")

    def set_payouts(self, account_id: str, *, is_enabled: bool, **why: str) -> None:
        """Open an account for payouts without its pages, or close it for a `reason`."""
        self.call("POST", f"accounts/{account_id}", payouts_enabled=is_enabled, **why)

    def dispute(self, payment_intent: str, **more: Any) -> dict[str, Any]:
        """
        Let a payer's bank dispute a payment; return the dispute.

        `amount`, `reason`, `is_inquiry` (no money goes yet) and `due_in_seconds` may be given.
        """
        return self.call("POST", f"payments/{payment_intent}/dispute", **more)

    def decide(self, dispute: str, outcome: str) -> dict[str, Any]:
        """
        Let the bank decide: won, lost, warning_closed, escalated, reopened or under_review.
        """
        return self.call("POST", f"disputes/{dispute}", outcome=outcome)

    def refund_at_desk(self, payment_intent: str, **more: int) -> dict[str, Any]:
        """Give a payment back, or an `amount` of it, without our asking; return the refund."""
        return self.call("POST", f"payments/{payment_intent}/refund", **more)

    def end_refund(self, refund: str, status: str, **why: str) -> dict[str, Any]:
        """Let a refund succeed, or fail for a `reason`, however it seemed to stand."""
        return self.call("POST", f"refunds/{refund}", status=status, **why)

    def reverse_at_desk(self, transfer: str, **more: int) -> dict[str, Any]:
        """Take a transfer back, or an `amount` of it, without our asking."""
        return self.call("POST", f"transfers/{transfer}/reverse", **more)

    def pay_out(self, account_id: str, *, amount: int) -> dict[str, Any]:
        """Pay some of an account's balance out to its bank; return the payout."""
        return self.call("POST", f"accounts/{account_id}/payouts", amount=amount)

    def bounce(self, account_id: str, payout: str, **why: str) -> dict[str, Any]:
        """Let the account's bank send a payout back, for a `code` and a `message`."""
        return self.call("POST", f"accounts/{account_id}/payouts/{payout}/fail", **why)

    def set_balance(self, *, available: int, currency: str = "EUR", account: str = "") -> None:
        """Bring an available balance to this many minor units, by an adjustment."""
        content = {"available": available, "currency": currency, "account": account}
        self.call("POST", "balance", **content)

    def tamper(self, movement: str, **content: Any) -> dict[str, Any]:
        """Tell a balance transaction wrongly: `amount`, `fee`, `is_hidden` or `is_twice`."""
        return self.call("POST", f"balance_transactions/{movement}", **content)

    def settings(self, **values: int) -> dict[str, Any]:
        """
        Set what holds from now on.

        For charges `available_after_seconds`, `fee_basis_points` and `fee_minor`; for requests
        `per_second` (0: no rate limit).
        """
        return self.call("POST", "settings", **values)

    def pay(self, checkout_id: str, *, card: str = PAYS, is_proven: bool = True) -> dict[str, Any]:
        """Pay an open checkout as its page would; return the payment intent."""
        return self.call("POST", f"checkout/{checkout_id}/pay", card=card, is_proven=is_proven)

    def charge(self, *, amount: int, currency: str = "EUR", **more: Any) -> dict[str, Any]:
        """Put one paid charge in place; return its ids."""
        return self.call("POST", "charge", amount=amount, currency=currency, **more)

    def bulk(self, **content: list[dict[str, Any]]) -> dict[str, Any]:
        """Put accounts, payments, refunds, transfers and reversals in place at once."""
        return self.call("POST", "bulk", **content)


class FakeStripe:
    """A running stand-in: its address, its secrets and its control."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.control = Control(base)
        self.secret = SECRET
        self.connect_secret = CONNECT_SECRET

    def settings(self) -> dict[str, str]:
        """Return the settings that point Kith at this stand-in."""
        return {
            "STRIPE_SECRET_KEY": "sk_test_kith",
            "STRIPE_API_BASE": self.base,
            "STRIPE_WEBHOOK_SECRET": self.secret,
            "STRIPE_CONNECT_WEBHOOK_SECRET": self.connect_secret,
        }

    def signed(self, delivery: dict[str, Any], *, at: datetime | None = None) -> tuple[bytes, str]:
        """Return a delivery's body and a signature for it, made now or at `at`."""
        body = delivery["body"].encode()
        secret = self.connect_secret if delivery["side"] == "connect" else self.secret
        return body, sign(body, secret, int(at.timestamp() if at else time()))


@contextmanager
def start_fake_stripe(
    *, state: str = "", webhook: str = "", webhook_connect: str = "", port: int = 0
) -> Iterator[FakeStripe]:
    """Run the stand-in as its own process; it ends with the block, or with this process."""
    command = [
        *(sys.executable, "-m", "outside.stripe"),
        *("--port", str(port), "--state", state, "--until-stdin-closes"),
        *("--secret", SECRET, "--connect-secret", CONNECT_SECRET),
        *("--webhook", webhook, "--webhook-connect", webhook_connect),
    ]
    child = subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        line = child.stdout.readline() if child.stdout else ""
        if not line.startswith("listening on "):
            raise RuntimeError(f"the stand-in for Stripe did not start (exit {child.poll()})")
        yield FakeStripe(line.removeprefix("listening on ").strip())
    finally:
        child.terminate()
        child.wait(timeout=10)
        for pipe in (child.stdin, child.stdout):
            if pipe:
                pipe.close()
