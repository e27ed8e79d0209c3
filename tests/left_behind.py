"""What one test can leave behind for the next: taken down before it, put back after it."""

from __future__ import annotations

import decimal
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import Context, ContextVar, copy_context
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import get_urlconf, set_urlconf
from django.utils import timezone, translation

from kith import questions
from kith.outbox import reactions
from kith.ui import navigation
from kith.wall import lookup

# What pytest itself writes while a test runs.
PYTESTS_OWN = "PYTEST_CURRENT_TEST"
# Where Django and Python keep the language, the zone and decimals: those are read by name below.
KEPT_BY_NAME = {"asgiref.local", "decimal_context"}
# Which modules hold what `config/wiring.py` and the apps have connected.
WIRED = (questions, reactions, navigation)


class LeftBehind(AssertionError):
    """A test ended and something that it had activated went on being active."""


@dataclass(frozen=True)
class Kept:
    """One kind of state of this process: what it is now, and how to put it back."""

    name: str
    read: Callable[[], Any]
    put_back: Callable[[Any], object]
    # A request may leave it: the next one sets it anew.
    is_a_requests: bool = False


@contextmanager
def as_it_was() -> Iterator[None]:
    """
    Put everything of this process back that the block changes and does not put back itself.

    :raises LeftBehind: the block left something activated; names what
    """
    before = {kept.name: kept.read() for kept in KEPT}
    yield
    left = []
    for kept in KEPT:
        was, now = before[kept.name], kept.read()
        if now != was:
            kept.put_back(was)
            left.append(f"{kept.name}: {_told(was, now)}")
    if left:
        raise LeftBehind(
            "this test leaves behind for the next one "
            + "; ".join(left)
            + "; put it back with a `with` block, `monkeypatch` or the fixture `settings`"
        )


@contextmanager
def as_before_the_request() -> Iterator[None]:
    """Put back what a request activates: a server's next request does it by itself."""
    kept = [(one, one.read()) for one in KEPT if one.is_a_requests]
    try:
        yield
    finally:
        for one, was in kept:
            one.put_back(was)


def _told(was: Any, now: Any) -> str:
    if not (isinstance(was, dict) and isinstance(now, dict)):
        return f"{was} became {now}"
    changed = [key for key in was.keys() | now.keys() if was.get(key, ...) != now.get(key, ...)]
    return ", ".join(sorted(getattr(key, "name", key) for key in changed))


def _speak(language: str | None) -> None:
    if language == settings.LANGUAGE_CODE:
        translation.deactivate()
    elif language:
        translation.activate(language)
    else:
        translation.deactivate_all()


def _set_clocks(name: str) -> None:
    if name == timezone.get_default_timezone_name():
        timezone.deactivate()
    else:
        timezone.activate(name)


def _settings() -> dict[str, Any]:
    return {name: _copied(getattr(settings, name)) for name in dir(settings) if name.isupper()}


def _put_settings_back(was: dict[str, Any]) -> None:
    for name in [name for name in dir(settings) if name.isupper()]:
        if name not in was:
            delattr(settings, name)
        elif getattr(settings, name) != was[name]:
            setattr(settings, name, was[name])


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != PYTESTS_OWN}


def _put_environment_back(was: dict[str, str]) -> None:
    for name in _environment().keys() - was.keys():
        del os.environ[name]
    os.environ.update(was)


def _copied(value: Any) -> Any:
    return value.copy() if isinstance(value, dict | list) else value


def _wired() -> dict[str, Any]:
    return {
        f"{module.__name__}.{name}": _copied(value)
        for module in WIRED
        for name, value in vars(module).items()
        if isinstance(value, dict | list) and not name.startswith("__")
    }


def _wire_as_before(was: dict[str, Any]) -> None:
    for module in WIRED:
        for name in vars(module):
            kept = was.get(f"{module.__name__}.{name}")
            if isinstance(kept, dict):
                vars(module)[name].clear()
                vars(module)[name].update(kept)
            elif isinstance(kept, list):
                vars(module)[name][:] = kept


def _context() -> dict[ContextVar[Any], Any]:
    """Return what this piece of work carries along: its side, who answers for the processor."""
    return {
        variable: value
        for variable, value in copy_context().items()
        if variable.name not in KEPT_BY_NAME and value is not _unset(variable)
    }


def _unset(variable: ContextVar[Any]) -> Any:
    try:
        return Context().run(variable.get)
    except LookupError:
        return None


def _carry_as_before(was: dict[ContextVar[Any], Any]) -> None:
    for variable in was.keys() | _context().keys():
        variable.set(was.get(variable, _unset(variable)))


def _decimals() -> tuple[int, str]:
    return decimal.getcontext().prec, decimal.getcontext().rounding


def _round_as_before(was: tuple[int, str]) -> None:
    decimal.getcontext().prec, decimal.getcontext().rounding = was


def _life_of_a_host(seconds: float) -> None:
    lookup.LIFE_SECONDS = seconds


KEPT = [
    # The settings come first: a language and a zone are put back by what they say.
    Kept("settings", _settings, _put_settings_back),
    Kept("environment", _environment, _put_environment_back),
    Kept("language", translation.get_language, _speak, is_a_requests=True),
    Kept("time zone", timezone.get_current_timezone_name, _set_clocks, is_a_requests=True),
    Kept("side", _context, _carry_as_before),
    Kept("addresses", get_urlconf, set_urlconf, is_a_requests=True),
    Kept("wiring", _wired, _wire_as_before),
    Kept("life of a host", lambda: lookup.LIFE_SECONDS, _life_of_a_host),
    Kept("folder", os.getcwd, os.chdir),
    Kept("decimals", _decimals, _round_as_before),
]
