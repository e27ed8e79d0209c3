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
# Words that begin on one line and end on another. An address or what is too long for a phone may
# have to, and two words with a hyphen between them may.
BROKEN_WORDS = r"""() =>
  [...document.querySelectorAll("main :is(h1, h2, h3, dt, dd, .entry p)")]
    .flatMap(place => [...place.childNodes].filter(node => node.nodeType === Node.TEXT_NODE))
    .flatMap(node => [...node.data.matchAll(/\S+/g)].filter(found => {
      const word = found[0], range = document.createRange();
      if (word.length > 18 || /[@\/]|^\p{L}+(-\p{L}+)+$/u.test(word)) return false;
      range.setStart(node, found.index);
      range.setEnd(node, found.index + word.length);
      return new Set([...range.getClientRects()].map(box => Math.round(box.top))).size > 1;
    }))
    .map(found => found[0])
"""


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


def broken_words(page: Page) -> list[str]:
    """Return the words of headings, facts and rows that are broken in the middle."""
    words: list[str] = page.evaluate(BROKEN_WORDS)
    return words
