"""A bank's file as it was read, whatever its format, or why it cannot be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kith.errors import DomainError
from kith.money import Money

LARGEST_BYTES = 5 * 1024 * 1024
MOST_CREDITS = 20_000


class BadFile(DomainError):
    """The file cannot be read, or says what cannot be; nothing of it is taken in."""

    code = "bank_file.unreadable"


@dataclass(frozen=True)
class Credit:
    """One amount that came in."""

    # The bank's own name for it; empty where it gives none.
    reference: str
    booked_on: date
    amount: Money
    payer_name: str
    payer_iban: str
    text: str
    # A creditor reference that stood in its own place.
    creditor_reference: str = ""


@dataclass(frozen=True)
class Listing:
    """What came in on one account."""

    iban: str
    currency: str
    credits: tuple[Credit, ...]
    # What went out, and what the bank has not booked yet: neither is read.
    passed_over: int
