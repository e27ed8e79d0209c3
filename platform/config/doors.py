"""What the apps declare in their `doors.py`, gathered: menus, grants, the schedule."""

from collections import defaultdict
from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec

from config.settings.wall import WALL
from kith.doors import Doors, Job
from kith.ui.navigation import FACES, NavItem


def gathered() -> dict[str, Doors]:
    """Return the doors of each app that has any, in the order of the wall."""
    return {app: import_module(f"{app}.doors").DOORS for app in WALL if find_spec(f"{app}.doors")}


def menus(doors: Mapping[str, Doors]) -> dict[str, list[NavItem]]:
    """Return what each face's menu lists."""
    return {
        face: [item for app in doors.values() for item in app.navigation.get(face, ())]
        for face in FACES
    }


def grants(doors: Mapping[str, Doors]) -> dict[str, set[str]]:
    """Return what each role may do."""
    found = defaultdict(set)
    for app in doors.values():
        for permission, roles in app.permissions.items():
            for role in roles:
                found[role].add(permission)
    return dict(found)


def jobs(doors: Mapping[str, Doors]) -> list[Job]:
    """Return what is done at set times."""
    return [job for app in doors.values() for job in app.jobs]
