"""
Finds the Chromium that the browser tests drive, and gets one where there is none.

`python -m kith.runtime.browser` takes the system's; else, as root, Debian's package; else
Playwright's own download. The shell without a window comes first: it draws the same pages with
two thirds of the processor's time. Tests never skip for want of a browser: they fail and say so.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from kith.runtime.refusal import RuntimeRefusal

PACKAGE = "chromium-headless-shell"
PROGRAMS = (PACKAGE, "chromium", "chromium-browser", "google-chrome-stable", "google-chrome")

# Root has no sandbox to give, and nothing here may call home.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    # Debian's starter asks for it: without a graphics card a page then takes far longer to draw.
    "--disable-gpu-rasterization",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class BrowserMissing(RuntimeRefusal):
    """There is no Chromium, and none could be installed."""


def find_chromium() -> Path:
    """
    Return the path of a Chromium to drive; KITH_CHROMIUM names one.

    :raises BrowserMissing: there is none
    """
    for name in (os.environ.get("KITH_CHROMIUM", ""), *PROGRAMS):
        if name and (found := shutil.which(name)):
            return Path(found)
    if (own := _playwrights_own()) and own.exists():
        return own
    raise BrowserMissing(
        "No Chromium was found.",
        mend="Run `make browser`, or name one with KITH_CHROMIUM=/path/to/chromium.",
    )


def install_chromium() -> Path:
    """
    Return the path of a Chromium, installing one if need be.

    :raises BrowserMissing: every way failed; the message says what was tried
    """
    try:
        return find_chromium()
    except BrowserMissing:
        tried = []
    ways = []
    if os.geteuid() == 0 and shutil.which("apt-get"):
        ways.append(["apt-get", "install", "-y", "-q", "--no-install-recommends", PACKAGE])
        ways.append(["sh", "-c", f"apt-get update -q && {' '.join(ways[0])}"])
    ways.append([sys.executable, "-m", "playwright", "install", "chromium"])
    for way in ways:
        print(f"No Chromium here; trying: {' '.join(way)}", flush=True)
        done = subprocess.run(way, check=False, capture_output=True, text=True)
        tried.append(f"{' '.join(way)}: {(done.stderr or done.stdout).strip()[-200:]}")
        try:
            return find_chromium()
        except BrowserMissing:
            continue
    raise BrowserMissing(
        "No Chromium was found and none could be installed.\n" + "\n".join(tried),
        mend="\nInstall it (Debian: apt-get install chromium), or set KITH_CHROMIUM to its path.",
    )


def _playwrights_own() -> Path | None:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path)


if __name__ == "__main__":
    try:
        print(f"browser tests drive {install_chromium()}")
    except BrowserMissing as refusal:
        sys.exit(str(refusal))
