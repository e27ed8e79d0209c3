"""Every address is in the table, and the table is true."""

import pytest
from django.urls import resolve, reverse

from config.doors import gathered, menus
from tests.isolation.asking import address
from tests.isolation.route import Door
from tests.isolation.routes import ROUTES
from tests.isolation.walk import NETWORK, SHOP, URLCONFS, walk

MENUS = menus(gathered())
HOSTS = pytest.mark.parametrize("host", [NETWORK, SHOP])


@HOSTS
def test_every_address_is_classified_and_no_entry_is_stale(host):
    served = {found.name for found in walk(host)}

    assert served - ROUTES[host].keys() == set(), "write them into their app's tests, routes.py"
    assert ROUTES[host].keys() - served == set(), "these are served no more"


@HOSTS
def test_every_name_is_one_address(host):
    names = [found.name for found in walk(host)]

    assert sorted(names) == sorted(set(names))


@HOSTS
def test_every_parameter_says_what_it_names(host):
    silent = {
        found.name: found.parameters
        for found in walk(host)
        if found.parameters != ROUTES[host][found.name].names.keys()
    }

    assert silent == {}


@HOSTS
def test_each_view_requires_what_the_table_says(host):
    wrong = {
        found.name: (found.permission, ROUTES[host][found.name].declared)
        for found in walk(host)
        # Sign-in that a library or Django's own decorator asks for is tried out, not read.
        if found.permission != ROUTES[host][found.name].declared
        and (found.permission or ROUTES[host][found.name].door is not Door.SIGNED_IN)
    }

    assert wrong == {}


@HOSTS
def test_an_address_leads_to_its_own_door(host, world, visitors):
    astray = {}
    for name, route in ROUTES[host].items():
        url = address(host, name, route, visitors.objects(host))
        if (found := resolve(url, urlconf=URLCONFS[host]).url_name) != name:
            astray[name] = found

    assert astray == {}


@pytest.mark.parametrize("face", sorted(MENUS))
def test_a_menu_shows_an_entry_to_those_who_may_open_it(face):
    host = NETWORK if face in ("network", "staff") else SHOP
    asked = {
        item.url_name: (
            item.permission or "",
            ROUTES[NETWORK if item.is_networks else host][item.url_name].permission,
        )
        for item in MENUS[face]
    }
    wrong = {name: both for name, both in asked.items() if len(set(both)) > 1}

    assert wrong == {}


def test_the_desk_is_not_on_the_network_nor_the_staff_in_a_shop(world, visitors):
    desk = reverse("desk-home", urlconf=URLCONFS[SHOP])
    staff = reverse("staff-home", urlconf=URLCONFS[NETWORK])

    assert visitors.staff.answer("GET", desk).status == 404
    assert visitors.acme_owner.answer("GET", staff).status == 404
