"""What the chapters of the story share: the running Kith, the people, what happened so far."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Self

from playwright.sync_api import Browser
from playwright.sync_api import Error as PlaywrightError

from kith.runtime.project import PROJECT
from outside.launcher.running import RunningKith
from tests.journeys.walker import Looks, Walker

HOME = "home"
PASSWORD = "seven quiet harbours"


@dataclass
class Story:
    """One walk through Kith."""

    kith: RunningKith
    browser: Browser
    looks: Looks
    known: dict[str, Any] = field(default_factory=dict)
    walkers: dict[str, Walker] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    def walker(self, who: str) -> Walker:
        """Return somebody's window, the same one each time."""
        if who not in self.walkers:
            self.walkers[who] = Walker(self.kith, self.browser, self.looks)
        return self.walkers[who]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        """Close every window."""
        for walker in self.walkers.values():
            walker.leave()
        self.walkers.clear()

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
        done = subprocess.run(
            [sys.executable, "-m", "tests.journeys.facts", json.dumps(asked)],
            cwd=PROJECT,
            env=self.kith.shared_environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{asked}: {done.stderr[-3000:]}"
        return json.loads(done.stdout.splitlines()[-1])

    def manage(self, *argv: str) -> str:
        """Run a management command; it must go well."""
        done = self.kith.manage(*argv)
        assert done.returncode == 0, f"{argv}: {done.stdout[-2000:]}{done.stderr[-3000:]}"
        return done.stdout

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
