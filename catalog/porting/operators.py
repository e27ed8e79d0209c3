"""The operators a number may come from, by country; the last of each is any other one."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

OTHER = "other"
# Code -> the name they sell under. A code never changes: orders keep it.
OPERATORS: dict[str, dict[str, str]] = {
    "ES": {
        "movistar": "Movistar",
        "orange": "Orange",
        "vodafone": "Vodafone",
        "yoigo": "Yoigo",
        "masmovil": "MásMóvil",
        "digi": "DIGI",
        "o2": "O2",
        "lowi": "Lowi",
        "pepephone": "Pepephone",
        "simyo": "Simyo",
        "jazztel": "Jazztel",
        "finetwork": "Finetwork",
        "lebara": "Lebara",
        "lycamobile": "Lycamobile",
        "euskaltel": "Euskaltel",
    },
    "PT": {"meo": "MEO", "nos": "NOS", "vodafone": "Vodafone", "digi": "DIGI", "lyca": "Lyca"},
    "FR": {
        "orange": "Orange",
        "sfr": "SFR",
        "bouygues": "Bouygues Telecom",
        "free": "Free Mobile",
        "lebara": "Lebara",
    },
    "DE": {
        "telekom": "Telekom",
        "vodafone": "Vodafone",
        "o2": "o2",
        "1und1": "1&1",
        "aldi": "ALDI TALK",
        "congstar": "congstar",
    },
    "IT": {
        "tim": "TIM",
        "vodafone": "Vodafone",
        "windtre": "WINDTRE",
        "iliad": "iliad",
        "fastweb": "Fastweb",
        "ho": "ho. Mobile",
    },
    "GB": {
        "ee": "EE",
        "o2": "O2",
        "three": "Three",
        "vodafone": "Vodafone",
        "giffgaff": "giffgaff",
        "tesco": "Tesco Mobile",
    },
    "IE": {"vodafone": "Vodafone", "three": "Three", "eir": "eir", "tesco": "Tesco Mobile"},
}
ANY_OTHER = _("Another operator")


def operators_of(country: str) -> list[tuple[str, object]]:
    """List the operators of a country as a form offers them, any other one last."""
    return [*OPERATORS.get(country, {}).items(), (OTHER, ANY_OTHER)]


def operator_name(*, country: str, code: str) -> str:
    """Return what an operator is called; the code itself of one that is not listed any more."""
    return OPERATORS.get(country, {}).get(code, code)
