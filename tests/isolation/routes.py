"""
Who may pass each door of Kith.

Each app says it of its own doors, in `tests/<context>/<app>/routes.py`: beside its tests and not in
the app, so that who opens a door has to say it twice, and in other words than the door's. A new
address is written there before it is served: until then a test fails. Every parameter of an
address says which object it names (`line_id="line"`, made in `world.py`), or that it names none
(`theme=word("dark")`).
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from tests.isolation.route import Route
from tests.isolation.walk import NETWORK, SHOP

TESTS = Path(__file__).resolve().parents[1]
# The top of the house has a few doors that belong to no app.
FILES = [*sorted(TESTS.glob("*/*/routes.py")), TESTS / "config" / "routes.py"]


def _gathered(*names: str) -> dict[str, Route]:
    found: dict[str, Route] = {}
    for file in FILES:
        module = import_module(".".join(file.relative_to(TESTS.parent).with_suffix("").parts))
        for name in names:
            own = getattr(module, name, {})
            assert not found.keys() & own.keys(), f"{file} says again what another app says"
            found |= own
    return found


ROUTES: dict[str, dict[str, Route]] = {
    NETWORK: _gathered("EVERYWHERE", "NETWORK"),
    SHOP: _gathered("EVERYWHERE", "SHOP"),
}
