"""What the apps declare, gathered: menus, grants, the schedule, the mails they send."""

from collections import defaultdict
from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec

from config.settings.wall import WALL
from kith.doors import Doors, Job
from kith.mail.mail import Mail, mails_in
from kith.ui.navigation import FACES, NavItem


def gathered() -> dict[str, Doors]:
    """Return the doors of each app that has any, in the order of the wall."""
    return {app: import_module(f"{app}.doors").DOORS for app in WALL if find_spec(f"{app}.doors")}


def mails() -> list[type[Mail]]:
    """Return what each app declares in its `mails.py`, in the order of the wall."""
    found = [import_module(f"{app}.mails") for app in WALL if find_spec(f"{app}.mails")]
    return [mail for module in found for mail in mails_in(module)]


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
