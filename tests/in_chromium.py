"""
The one browser that tests drive.

While it is open, Playwright keeps a loop running in this thread, and Django then refuses every
statement. So it is open for one module or for less, never for a session: the next module, whoever
it is, finds the thread as it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from kith.runtime.browser import FLAGS, find_chromium

# What a shop of a person's own domain is looked up as; the browser finds it on this machine.
OWN_DOMAINS = "*.example"


@contextmanager
def in_chromium() -> Iterator[Browser]:
    """
    Give Chromium, which looks for people's own domains on this machine.

    :raises BrowserMissing: there is none here
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(find_chromium()),
            args=[*FLAGS, f"--host-resolver-rules=MAP {OWN_DOMAINS} 127.0.0.1"],
        )
        try:
            yield browser
        finally:
            browser.close()


def axe_violations(page: Page, *, with_contrast: bool = True) -> list[dict[str, Any]]:
    """
    Return each rule of axe that the page breaks: id, help, and the nodes that break it.

    Colours are the same at each width, and to judge them is most of the work: whoever looks at a
    page twice asks for them once.
    """
    # What passes is counted, but not described: that takes a third of the time.
    options = {
        "resultTypes": ["violations"],
        "rules": {"color-contrast": {"enabled": with_contrast}},
    }
    found = Axe().run(page, options=options)
    violations: list[dict[str, Any]] = found.response["violations"]
    return violations
