"""Doors for the timetable. Each makes one call."""

from datetime import datetime

from ambassadors.program.usecases.assess_everyone import assess_everyone


def assess_tonight(*, at: datetime) -> None:
    """Assess everyone for one night; the same night again does nothing."""
    assess_everyone(at=at, slot=f"{at:%Y-%m-%d}")
