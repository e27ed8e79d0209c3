"""What the sample pages show: one page a layout, with people who do not exist."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kith.money import Money
from kith.ui.components import (
    forms_examples,
    pictures_examples,
    prices_examples,
    tables_examples,
)
from kith.ui.navigation import NavLink


@dataclass(frozen=True)
class SampleFace:
    """A shop's face as the workspace gives it."""

    name: str
    seller_name: str
    is_own_brand: bool = False
    is_home: bool = False
    tagline: str = ""
    logo_url: str = ""
    support_hours: str = "Mon to Sat, 9:00 to 20:00"
    accent: str = ""
    ink_on_accent: str = "#ffffff"
    surface_tint: str = "#ffffff"
    radius: int = 18
    type_pairing: str = "paper"


HARBOUR = SampleFace("Harbour Calls", "Northline Telecom SL")
TIDE = SampleFace(
    "Tide Mobile",
    "Northline Telecom SL",
    is_own_brand=True,
    accent="#7a2e5d",
    surface_tint="#f6e9f1",
    radius=8,
    type_pairing="signal",
)
LABELS: dict[str, list[tuple[str, str]]] = {
    "shop": [
        ("Plans", "smartphone"),
        ("How it works", "circle-question-mark"),
        ("Help", "life-buoy"),
    ],
    "my": [("Lines", "signal"), ("Invoices", "receipt-text"), ("My path", "route")],
    "desk": [
        ("Today", "sun"),
        ("Offers", "tag"),
        ("Orders", "package"),
        ("Circle", "users"),
        ("Earnings", "wallet"),
        ("Shop", "store"),
        ("Help", "life-buoy"),
    ],
    "staff": [
        ("Cases", "badge-check"),
        ("Runs", "banknote"),
        ("Catalogue", "library"),
        ("Tenants", "building-2"),
        ("Tickets", "ticket"),
    ],
    "network": [("How it grows", "sprout"), ("For telcos", "radio-tower")],
}


@dataclass(frozen=True)
class SampleNavigation:
    shop: list[NavLink]
    my: list[NavLink]
    desk: list[NavLink]
    staff: list[NavLink]
    network: list[NavLink]


def _navigation() -> SampleNavigation:
    return SampleNavigation(
        **{
            face: [
                NavLink(f"#{label}", label, icon, is_current=at == 0)
                for at, (label, icon) in enumerate(labels)
            ]
            for face, labels in LABELS.items()
        }
    )


def _shop() -> dict[str, Any]:
    return {"nav": _navigation(), "shop": HARBOUR} | prices_examples.plans()


def _brand() -> dict[str, Any]:
    return {"nav": _navigation(), "shop": TIDE} | prices_examples.plans()


def _my() -> dict[str, Any]:
    facts = [
        ("Number", "+44 7700 900412"),
        ("Plan", "Coast 10"),
        ("Next payment", Money(1200, "EUR")),
    ]
    return {
        "nav": _navigation(),
        "shop": HARBOUR,
        "facts": facts,
    } | pictures_examples.order()


def _desk() -> dict[str, Any]:
    return {
        "nav": _navigation(),
        "shop": HARBOUR,
        "due": Money(18432, "EUR"),
        "held": Money(1200, "EUR"),
        "earned": pictures_examples.earned()["points"],
    }


def _staff() -> dict[str, Any]:
    return {"nav": _navigation()} | pictures_examples.path() | tables_examples.orders()


def _network() -> dict[str, Any]:
    return {"nav": _navigation()} | prices_examples.split()


def _plain() -> dict[str, Any]:
    return {"nav": _navigation(), "shop": HARBOUR, "total": Money(1200, "EUR")} | (
        forms_examples.fresh()
    )


SAMPLES: dict[str, Callable[[], dict[str, Any]]] = {
    "shop": _shop,
    "brand": _brand,
    "my": _my,
    "desk": _desk,
    "staff": _staff,
    "network": _network,
    "plain": _plain,
}
