"""One person with one browser window: what they open, press, write and see."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

from outside.launcher.running import RunningKith
from tests.in_chromium import axe_violations, broken_words

PATIENCE_MS = 20_000
PHONE, DESKTOP = 390, 1280
# A page wider than the window scrolls sideways: nobody wants that on a phone.
SPILLS = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"
AMOUNT = re.compile(r"[-−]?€\s?[\d,]+\.\d\d")

# A refused form is answered with 4xx, which Chromium reports; so it does that a domain of one's
# own is served without TLS here.
KNOWN_NOISE = ("Failed to load resource", "Cross-Origin-Opener-Policy header has been ignored")

expect.set_options(timeout=PATIENCE_MS)


@dataclass
class Looks:
    """What all walkers of one width leave behind: pictures, and what axe found."""

    folder: Path
    width: int
    # Colours do not depend on the width: the second of two walks past the same pages skips them.
    with_contrast: bool = True
    faults: list[str] = field(default_factory=list)
    count: int = 0


class Walker:
    """Somebody who walks through Kith."""

    def __init__(self, kith: RunningKith, browser: Browser, looks: Looks) -> None:
        self.kith = kith
        self.looks = looks
        self.context = browser.new_context(
            viewport={"width": looks.width, "height": 844 if looks.width < 600 else 900},
            has_touch=looks.width < 600,
            locale="en-GB",
            timezone_id="Europe/Madrid",
            reduced_motion="reduce",
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.page.on("pageerror", lambda error: self._blame(f"script: {error}"))
        self.page.on("console", self._hear)

    def leave(self) -> None:
        """Close the window."""
        self.context.close()

    # ------------------------------------------------------------------------------- doing
    def open(self, slug: str | None, path: str = "/") -> None:
        """Type an address of a shop, or with None of the network."""
        self.page.goto(self.kith.url(slug, path))

    def press(self, name: str | re.Pattern, *, within: Locator | None = None) -> None:
        """Press the button, or follow the link, of this name."""
        self.pressable(name, within=within).click()

    def pressable(self, name: str | re.Pattern, *, within: Locator | None = None) -> Locator:
        """Find a button or link by its name; a main area is asked before menus."""
        place = within or self.page.locator("main")
        found = place.get_by_role("button", name=name).or_(place.get_by_role("link", name=name))
        return found.filter(visible=True).first

    def write(self, **fields: str) -> None:
        """Fill fields in by their form names."""
        for name, text in fields.items():
            self.page.locator(f'main [name="{name}"]').fill(text)

    def tick(self, name: str, value: str | None = None) -> None:
        """Tick a box, or choose one of several."""
        one = f'[value="{value}"]' if value else ""
        self.page.locator(f'main input[name="{name}"]{one}').check()

    # ------------------------------------------------------------------------------- seeing
    def see(self, text: str | re.Pattern) -> Locator:
        """Wait until this stands on the page."""
        found = self.page.get_by_text(text).filter(visible=True).first
        expect(found).to_be_visible()
        return found

    def see_title(self, text: str | re.Pattern) -> None:
        """Wait until this is the page's heading."""
        expect(self.page.get_by_role("heading", level=1, name=text).first).to_be_visible()

    def amounts(self, within: Locator) -> list[int]:
        """Return every amount of euros in a place, in cents."""
        return [cents(found) for found in AMOUNT.findall(within.inner_text())]

    def look(self, name: str) -> None:
        """Keep a picture of the page, and let axe judge it."""
        self.looks.count += 1
        file = f"{self.looks.width}-{self.looks.count:02d}-{name}.png"
        self.page.screenshot(path=self.looks.folder / file, full_page=True)
        if self.page.evaluate(SPILLS):
            self._blame(f"{name}: wider than {self.looks.width} px")
        for word in broken_words(self.page):
            self._blame(f"{name}: {word} is broken in the middle")
        for violation in axe_violations(self.page, with_contrast=self.looks.with_contrast):
            places = [node["target"] for node in violation["nodes"][:3]]
            self._blame(f"{name}: axe {violation['id']}: {violation['help']} at {places}")

    def _hear(self, message) -> None:
        is_known = any(known in message.text for known in KNOWN_NOISE)
        if message.type == "error" and not is_known:
            self._blame(f"console: {message.text}")

    def _blame(self, fault: str) -> None:
        self.looks.faults.append(f"{self.page.url}: {fault}")


def cents(text: str) -> int:
    """Read an amount as it is shown."""
    return int(re.sub(r"[^\d-]", "", text.replace("−", "-")))
