import pytest

from kith.runtime import browser
from kith.runtime.browser import BrowserMissing, find_chromium, install_chromium


def test_a_chromium_that_was_named_comes_first(monkeypatch, tmp_path):
    mine = tmp_path / "my-chromium"
    mine.write_text("#!/bin/sh\n")
    mine.chmod(0o755)
    monkeypatch.setenv("KITH_CHROMIUM", str(mine))

    assert find_chromium() == mine


def test_a_machine_without_one_is_told_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("KITH_CHROMIUM", raising=False)
    monkeypatch.setattr(browser, "_playwrights_own", lambda: None)

    with pytest.raises(BrowserMissing, match="make browser"):
        find_chromium()


def test_when_every_way_to_get_one_fails_each_is_told(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("KITH_CHROMIUM", raising=False)
    monkeypatch.setattr(browser, "_playwrights_own", lambda: None)
    monkeypatch.setattr(browser.sys, "executable", "/bin/false")

    with pytest.raises(BrowserMissing, match="playwright install chromium"):
        install_chromium()
