"""Every app's doors are gathered, no two clash, and every permission is somebody's."""

import ast
from collections import Counter
from collections.abc import Iterator

import pytest

from config.doors import gathered, grants, jobs, menus
from kith.doors import Doors
from kith.ui.navigation import FACES
from tenants.accounts.models import Role
from tests.architecture.house_rules import ROOT, project_sources
from tests.isolation.walk import NETWORK, SHOP, walk

DOORS = gathered()
PLACES = ("tenants", "catalog", "billing", "ambassadors", "platform/faces", "platform/kith")


def twice(names) -> list:
    return [name for name, count in Counter(names).items() if count > 1]


def checked_permissions() -> Iterator[str]:
    """Yield every permission that a view requires, a menu asks for, or a page looks at."""
    for host in (NETWORK, SHOP):
        yield from (found.permission for found in walk(host) if found.permission)
    for items in menus(DOORS).values():
        yield from (item.permission for item in items if item.permission)
    for source in project_sources():
        for node in ast.walk(source.tree):
            match node:
                case ast.Call(func=ast.Name(id="allowed"), args=[_, ast.Constant(value=asked)]):
                    yield asked


def test_every_app_that_declares_doors_is_gathered():
    files = [path for place in PLACES for path in (ROOT / place).glob("*/doors.py")]
    declaring = {".".join(path.parts[-3:-1]) for path in files}

    assert DOORS.keys() == declaring
    assert all(isinstance(doors, Doors) for doors in DOORS.values())


def test_no_two_apps_declare_one_permission():
    assert twice(name for doors in DOORS.values() for name in doors.permissions) == []


def test_every_permission_that_is_looked_at_is_granted_and_every_granted_one_is_looked_at():
    granted = {permission for names in grants(DOORS).values() for permission in names}

    assert granted == set(checked_permissions()) - {"signed-in"}


def test_permissions_are_granted_to_roles_there_are():
    assert grants(DOORS).keys() <= set(Role.values)


def test_no_two_entries_of_a_menu_have_one_page_or_one_place():
    for face, items in menus(DOORS).items():
        assert twice(item.url_name for item in items) == [], face
        assert twice(item.order for item in items) == [], face


def test_an_entry_stands_in_a_menu_there_is():
    assert {face for doors in DOORS.values() for face in doors.navigation} <= set(FACES)


@pytest.mark.parametrize("what", ["name", "run"])
def test_no_two_jobs_have_one_name_or_do_one_thing(what):
    assert twice(getattr(job, what) for job in jobs(DOORS)) == []


def test_a_permission_declared_twice_and_one_granted_to_nobody_are_seen():
    again = DOORS | {"moon": Doors(permissions={"runs.read": {"staff"}, "moon.walk": set()})}

    assert twice(name for doors in again.values() for name in doors.permissions) == ["runs.read"]
    assert "moon.walk" not in {name for names in grants(again).values() for name in names}
