"""What the chapters of the story share: the running Kith, the people, what happened so far."""

from __future__ import annotations

import contextlib
import json
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Self

from playwright.sync_api import Browser
from playwright.sync_api import Error as PlaywrightError

from outside.launcher.running import RunningKith
from tests.journeys.beside import Beside
from tests.journeys.walker import Looks, Walker

HOME = "home"
PASSWORD = "seven quiet harbours"


@dataclass
class Story:
    """One walk through Kith."""

    kith: RunningKith
    browser: Browser
    looks: Looks
    beside: Beside = field(init=False)
    known: dict[str, Any] = field(default_factory=dict)
    walkers: dict[str, Walker] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    def walker(self, who: str) -> Walker:
        """Return somebody's window, the same one each time."""
        if who not in self.walkers:
            self.walkers[who] = Walker(self.kith, self.browser, self.looks)
        return self.walkers[who]

    def __enter__(self) -> Self:
        self.beside = Beside(self.kith)
        return self

    def __exit__(self, *_raised: object) -> None:
        """Close every window, and end what ran beside."""
        for walker in self.walkers.values():
            walker.leave()
        self.walkers.clear()
        self.beside.end()

    def picture_the_end(self) -> None:
        """Keep what everybody saw when the story broke off."""
        for who, walker in self.walkers.items():
            with contextlib.suppress(PlaywrightError):
                walker.page.screenshot(path=self.looks.folder / f"broken-{who}.png")

    def fact(self, name: str, /, **words: Any) -> Any:
        """Put a fact in place, or ask for one, by a use-case run beside the running Kith."""
        return self.facts((name, words))[0]

    def facts(self, *asked: tuple[str, dict[str, Any]]) -> list[Any]:
        """Put several facts in place, in this order."""
        return [self.beside.ask(name, words) for name, words in asked]

    def manage(self, *argv: str) -> str:
        """Run a management command; it must go well."""
        return self.fact("command", argv=argv)

    def stripe(self, path: str, **words: Any) -> Any:
        """Ask the control of the payment processor's stand-in; without words it only reads."""
        request = urllib.request.Request(  # our own loopback address
            f"{self.kith.env['STRIPE_API_BASE']}/_control/{path}",
            data=json.dumps(words).encode() if words else None,
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def time(self, name: str, act: Callable[[], Any]) -> Any:
        """Do something and keep how long it took."""
        began = time.monotonic()
        done = act()
        self.seconds[name] = time.monotonic() - began
        return done
