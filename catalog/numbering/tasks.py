"""Doors for the queue and the clock: the sweeps over the pools."""

from django.utils import timezone

from catalog.numbering.usecases.lapse_reservations import lapse_reservations
from catalog.numbering.usecases.recycle_numbers import recycle_numbers
from kith.wall import public_task


@public_task()
def lapse_reservations_now(**_from_a_newer_deploy) -> None:
    """Free reservations that ran out; runs every few minutes."""
    lapse_reservations(at=timezone.now())


@public_task()
def recycle_numbers_now(**_from_a_newer_deploy) -> None:
    """Bring rested numbers back; runs once a night."""
    recycle_numbers(at=timezone.now())
