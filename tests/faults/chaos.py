"""Everything at once, drawn from a seed: orders, refunds and runs while every process is broken."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import time
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from kith.runtime.processes import Process, family_of, processes_seen
from outside.stripe.testing import DECLINED, PAYS, ControlRefused
from tests.faults.customer import NotTaken, Placed, place_order
from tests.faults.house import House
from tests.faults.staff import Broken, Refused, Staff

SHOPS = ("home", "vera", "nadia", "marea")
PARTS = (
    *("web", "worker", "relay", "scheduler", "stripe", "network", "dns", "postgres", "valkey"),
    # Two that hold work in their hands die more often than the others.
    *("worker", "web"),
)
# Between two faults, and how long one is stopped that is let go on.
PAUSES, STOPS = (4.0, 20.0), (0.5, 12.0)


@dataclass
class Chaos:
    """What was done to a house, and what it acknowledged meanwhile."""

    house: House
    staff: Staff
    seed: int
    placed: list[Placed] = field(default_factory=list)
    # What the processor took the money for, as it said itself.
    paid: list[Placed] = field(default_factory=list)
    # The keys of refunds that were promised, and the numbers of runs.
    refunds: list[str] = field(default_factory=list)
    runs: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._dice = random.Random(self.seed)
        # Apart from the work, of which a quick machine does more: the same seed, the same faults.
        self._fate = random.Random(f"{self.seed}:faults")
        self._unpaid: list[Placed] = []
        self._keys = count()
        # What nobody could tell the end of is asked for again, with the same key.
        self._refund_again: dict[str, Any] = {}
        self._settle_again = ""
        self._stopped: list[tuple[float, Process]] = []
        self._next_fault_at = time.monotonic() + self._fate.uniform(*PAUSES)

    def rage(self, *, seconds: float) -> None:
        """Let everything happen at once for so long; afterwards nothing is stopped any more."""
        until = time.monotonic() + seconds
        doings = (
            [self.order] * 8 + [self.pay] * 8 + [self.refund] * 2 + [self.settle, self.webhooks]
        )
        while time.monotonic() < until:
            now = time.monotonic()
            self._let_go_on(now)
            if now >= self._next_fault_at:
                self._next_fault_at = now + self._fate.uniform(*PAUSES)
                self.hurt(now)
            self._dice.choice(doings)()
        self._let_go_on(float("inf"))

    def order(self) -> None:
        """Somebody orders; what the shop leads to the payment page, it has acknowledged."""
        try:
            order = place_order(self.house, shop=self._dice.choice(SHOPS))
        except NotTaken:
            return
        self.placed.append(order)
        self._unpaid.append(order)

    def pay(self) -> None:
        """Somebody pays, now and then with a card that is refused."""
        if not self._unpaid:
            return
        order = self._unpaid.pop(self._dice.randrange(len(self._unpaid)))
        card = DECLINED if self._dice.random() < 0.1 else PAYS
        try:
            intent = self.house.stripe.pay(order.session, card=card)
        except ControlRefused as refusal:
            # It was paid by a call whose answer never came.
            (self.paid if "complete" in str(refusal) else self._unpaid).append(order)
            return
        except OSError:
            self._unpaid.append(order)
            return
        (self.paid if intent["status"] == "succeeded" else self._unpaid).append(order)

    def refund(self) -> None:
        """Somebody gets money back, all of it or a part."""
        if not self.paid:
            return
        order, share = self._dice.choice(self.paid), self._dice.choice([1, 0.5, 0.25])
        words = self._refund_again or {
            "slug": order.shop,
            "email": order.email,
            "share": share,
            "key": f"chaos:{next(self._keys)}",
        }
        self._refund_again = {}
        try:
            self.staff.act("refund", **words)
        except Refused:
            return
        except Broken:
            self._refund_again = words
            return
        self.refunds.append(words["key"])

    def settle(self) -> None:
        """Everybody who has earned something is paid."""
        key = self._settle_again or f"chaos:{next(self._keys)}"
        self._settle_again = ""
        try:
            self.staff.act("open_accounts")
        except (Refused, Broken):
            # A run of that key may stand half done: it is gone on with.
            self._settle_again = key
            return
        try:
            self.runs.append(self.staff.act("settle", key=key))
        except Refused:
            return
        except Broken:
            self._settle_again = key

    def ask_again(self) -> None:
        """Ask again, of a house that is well, for what nobody could tell the end of."""
        if self._refund_again:
            self.refund()
        if self._settle_again:
            self.settle()

    def webhooks(self) -> None:
        """Let the processor tell everything twice and in another order; a restart forgets it."""
        try:
            self.house.stripe.webhooks(
                copies=self._dice.choice([1, 2, 3]),
                delay_seconds=self._dice.choice([0, 0, 2, 6]),
                shuffle_seed=self._dice.randrange(1000),
            )
        except (ControlRefused, OSError):
            return

    def hurt(self, now: float) -> None:
        """Kill a part or one process of it, or stop it and perhaps let it go on."""
        name, kind = self._fate.choice(PARTS), self._fate.choice(["kill", "stop"])
        is_whole, lasts = self._fate.random() < 0.7, self._fate.uniform(*STOPS)
        which = self._fate.random()
        family = family_of(self.house.kith.pid(name), processes_seen())
        if not family or family[0].parent != self.house.kith.supervisor.pid:
            # It is down just now.
            return
        targets = family if is_whole else [family[int(which * len(family))]]
        self.faults.append(f"{kind} {name}" if is_whole else f"{kind} one of {name}")
        for target in targets:
            _signal(target, signal.SIGKILL if kind == "kill" else signal.SIGSTOP)
        if kind == "stop":
            self._stopped += [(now + lasts, target) for target in targets]

    def _let_go_on(self, now: float) -> None:
        due = [one for one in self._stopped if one[0] <= now]
        self._stopped = [one for one in self._stopped if one[0] > now]
        seen = processes_seen() if due else {}
        for _, target in due:
            if (there := seen.get(target.pid)) and there.identity == target.identity:
                _signal(target, signal.SIGCONT)


def _signal(target: Process, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(target.pid, number)
