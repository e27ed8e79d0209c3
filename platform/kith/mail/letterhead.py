"""Whose paper a mail is written on."""

from __future__ import annotations

from dataclasses import dataclass
from email.utils import formataddr, parseaddr

from django.conf import settings


@dataclass(frozen=True)
class Letterhead:
    """
    How whoever writes looks and is answered.

    An empty accent means the telco's own look. `seller_name` is who sells by law and stands for
    the promise, whatever the shop is called; `is_home` where the telco itself writes.
    """

    name: str
    seller_name: str
    is_own_brand: bool
    is_home: bool
    # Where an answer goes: the shop's own address for questions, else the network's.
    answers_to: str
    # Who stands behind it, as the law wants it: name, postal address, number in the register.
    imprint: str
    language: str
    url: str
    # In which an hour is said; empty is the network's own.
    zone: str = ""
    hours: str = ""
    logo_url: str = ""
    logo_width: int | None = None
    logo_height: int | None = None
    accent: str = ""
    ink_on_accent: str = ""
    surface_tint: str = ""
    radius: int = 14
    type_pairing: str = "paper"

    @property
    def sender(self) -> str:
        """The house's address under the name of the shop that writes."""
        return formataddr((self.name, network_address()))


def network_name() -> str:
    """Return the name of the house itself."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[0] or settings.NETWORK_HOST


def network_address() -> str:
    """Return the address the house writes from."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
