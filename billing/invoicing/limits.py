"""How often a bill's link is looked at and pressed: more than people do, less than a machine."""

from datetime import datetime, timedelta
from uuid import UUID

from kith.limits.allowances import Rate, spend

# The page that waits for a payment's word asks every four seconds: half of it stays for others.
LOOKS_FROM_ONE_ADDRESS = Rate(300, timedelta(minutes=10))
PRESSES_FOR_ONE_BILL = Rate(10, timedelta(minutes=10))
CHOICES_FROM_ONE_ADDRESS = Rate(20, timedelta(minutes=10))


def count_look(*, asked_from: str, at: datetime) -> None:
    """
    Count one look at a link, in whichever shop it is.

    :raises TooOften: more came from this address than anybody reads
    """
    spend("pay-link-look", by=asked_from, rate=LOOKS_FROM_ONE_ADDRESS, at=at)


def count_choice(*, asked_from: str, at: datetime) -> None:
    """
    Count one larger plan asked for by a guest's link.

    :raises TooOften: more came from this address than anybody chooses
    """
    spend("guest-upgrade", by=asked_from, rate=CHOICES_FROM_ONE_ADDRESS, at=at)


def count_press(*, invoice_id: UUID, at: datetime) -> None:
    """
    Count one press of a link's button, whoever pressed it.

    :raises TooOften: its payment page was opened more often than anybody pays
    """
    spend("pay-link-press", by=str(invoice_id), rate=PRESSES_FOR_ONE_BILL, at=at)
