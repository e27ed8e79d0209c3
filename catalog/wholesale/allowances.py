"""What a plan holds, in words."""

from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

ORDER = ("data_mb", "minutes", "texts", "roaming_mb", "lines")


def allowance_words(allowances: dict) -> list[str]:
    """Say what a plan holds, most wanted first; None means without limit."""
    return [_words(name, allowances[name]) for name in ORDER if _is_worth_saying(name, allowances)]


@dataclass(frozen=True)
class Compared:
    """One thing that two plans hold differently, in words."""

    label: str
    was: str
    becomes: str


def compared(was: dict[str, Any], becomes: dict[str, Any]) -> list[Compared]:
    """Say what another plan changes, most wanted first; what stays the same is not said."""
    labels = {
        "data_mb": _("Data"),
        "minutes": _("Calls"),
        "texts": _("Texts"),
        "roaming_mb": _("Data abroad"),
    }
    return [
        Compared(label, _held(name, was), _held(name, becomes))
        for name, label in labels.items()
        if was.get(name, 0) != becomes.get(name, 0)
    ]


def _held(name: str, allowances: dict[str, Any]) -> str:
    amount = allowances.get(name, 0)
    if amount is None:
        return _("Unlimited")
    if not amount:
        return _("Not included")
    return _size(amount) if name.endswith("_mb") else _words(name, amount)


def _is_worth_saying(name: str, allowances: dict) -> bool:
    if name not in allowances or allowances[name] == 0:
        return False
    return not (name == "lines" and allowances[name] in (None, 1))


def _words(name: str, amount: int | None) -> str:
    if amount is None:
        return {
            "data_mb": _("Unlimited data"),
            "minutes": _("Unlimited calls"),
            "texts": _("Unlimited texts"),
            "roaming_mb": _("Unlimited data abroad"),
        }[name]
    if name == "data_mb":
        return _("%(amount)s of data") % {"amount": _size(amount)}
    if name == "roaming_mb":
        return _("%(amount)s of data abroad") % {"amount": _size(amount)}
    count = {"n": amount}
    if name == "minutes":
        return ngettext("%(n)d minute of calls", "%(n)d minutes of calls", amount) % count
    if name == "texts":
        return ngettext("%(n)d text", "%(n)d texts", amount) % count
    return ngettext("%(n)d line", "%(n)d lines", amount) % count


def _size(megabytes: int) -> str:
    if megabytes < 1024:
        return f"{megabytes} MB"
    gigabytes = megabytes / 1024
    places = 0 if megabytes % 1024 == 0 else 1
    return f"{number_format(gigabytes, places)} GB"
