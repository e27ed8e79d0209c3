"""
What an app opens to the whole house: entries of menus, permissions, scheduled jobs.

Each app declares its own in `doors.py`, as one `DOORS`; `config/doors.py` gathers them as it
gathers addresses. So two capabilities can be added on one day without meeting in a file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from celery.schedules import crontab

from kith.ui.navigation import NavItem

MINUTE, DAY = 60, 24 * 60 * 60


@dataclass(frozen=True)
class Job:
    """A task that runs once in every slot of so many seconds; times are in UTC."""

    name: str
    task: str
    schedule: crontab
    every_seconds: int


@dataclass(frozen=True)
class Doors:
    """All that one app declares."""

    # Face -> its entries there, shown to those who may open them.
    navigation: Mapping[str, Sequence[NavItem]] = field(default_factory=dict)
    # Permission -> the roles it is granted to, on the host where they are held.
    permissions: Mapping[str, frozenset[str] | set[str]] = field(default_factory=dict)
    jobs: Sequence[Job] = ()
