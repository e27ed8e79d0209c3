"""Who is let through which door, tried at every door."""

from uuid import uuid4

import pytest

from config.doors import gathered, grants
from kith.wall import in_public
from tests.factories.accounts import a_person
from tests.isolation.asking import address, visitor
from tests.isolation.route import Door
from tests.isolation.routes import ROUTES
from tests.isolation.walk import NETWORK, SHOP, walk

GRANTS = grants(gathered())
HOSTS = pytest.mark.parametrize("host", [NETWORK, SHOP])
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
# Roles are held in a shop or on the whole network; those that allow nothing, or all that can be
# done in a shop, have tests of their own.
ROLES = {NETWORK: ("staff", "finance", "approver"), SHOP: ("teammate", "reseller")}


def doors(host, visitors, *kinds):
    """Go through the doors of these kinds: name, route, address."""
    for name, route in ROUTES[host].items():
        if route.door in kinds:
            yield name, route, address(host, name, route, visitors.objects(host))


@HOSTS
def test_a_stranger_is_led_to_sign_in(host, visitors):
    stranger = visitors.stranger(host)
    wrong = {}
    for name, route, url in doors(host, visitors, Door.SIGNED_IN, Door.PERMISSION):
        for method in route.methods - route.open_methods:
            said = stranger.answer(method, url)
            if not said.leads_to_sign_in:
                wrong[method, name] = str(said)

    assert wrong == {}


@HOSTS
def test_anybody_may_use_an_open_door(host, visitors):
    stranger = visitors.stranger(host)
    wrong = {}
    for name, _route, url in doors(host, visitors, Door.ANYONE, Door.TOKEN, Door.PROBE):
        said = stranger.answer("GET", url)
        # A choice that names nothing is not found; nothing else is wrong.
        if said.status not in (200, 302, 404, 405):
            wrong[name] = str(said)

    assert wrong == {}


@HOSTS
def test_somebody_without_a_role_is_refused(host, visitors):
    wrong = {}
    for name, route, url in doors(host, visitors, Door.PERMISSION):
        for method in route.methods:
            said = visitors.nobody_special(host).answer(method, url)
            if said.status != 403:
                wrong[method, name] = str(said)

    assert wrong == {}


@HOSTS
def test_each_role_passes_its_own_doors_and_no_other(host, world, visitors):
    shop = None if host == NETWORK else world.acme.ref
    wrong = {}
    for role in ROLES[host]:
        with in_public():
            somebody = visitor(shop, a_person(role=role, tenant=shop))
        for name, route, url in doors(host, visitors, Door.PERMISSION):
            if "GET" not in route.methods:
                continue
            said = somebody.answer("GET", url)
            may = route.permission in GRANTS[role]
            if may == (said.status == 403) or said.leads_to_sign_in:
                wrong[role, name] = str(said)

    assert wrong == {}


@HOSTS
def test_whoever_may_pass_sees_the_page(host, visitors):
    """A matrix of refusals alone would be true of a house whose every door is shut."""
    ours = {found.name for found in walk(host) if found.is_ours}
    wrong = {}
    for name, route, url in doors(host, visitors, *Door):
        if name not in ours or "GET" not in route.methods or not (route.ids or route.declared):
            continue
        typed = {} if route.is_api else {"base": "monthly-10"}
        said = visitors.entitled(host, route).answer("GET", url, **typed)
        if said.status == 301 and "as=csv" in str(said):
            # The former address of a file leads to the list it is of.
            continue
        if said.status not in (200, 302) or said.leads_to_sign_in:
            wrong[name] = str(said)
        elif not said.kept or (route.declared and "no-store" not in said.kept):
            wrong[name] = f"any cache may keep it: {said.kept!r}"

    assert wrong == {}


@HOSTS
def test_the_wrong_method_is_refused(host, visitors):
    ours = {found.name for found in walk(host) if found.is_ours}
    wrong = {}
    for name, route, url in doors(host, visitors, *Door):
        for method in set(METHODS) - route.methods if name in ours else ():
            said = visitors.entitled(host, route).answer(method, url)
            if said.status != 405:
                wrong[method, name] = str(said)

    assert wrong == {}


@HOSTS
def test_whoever_looks_at_an_address_for_forms_is_led_to_a_page(host, visitors):
    ours = {found.name for found in walk(host) if found.is_ours}
    wrong = {}
    for name, route, url in doors(host, visitors, *Door):
        if name not in ours or "GET" in route.methods or route.is_api:
            continue
        browser = visitors.entitled(host, route).browser()
        said = browser.get(url, headers={"accept": "text/html"}, follow=True)
        steps = [step for step, _status in said.redirect_chain]
        if said.status_code != 200 or not steps or not url.startswith(steps[0]):
            wrong[name] = f"{said.status_code} {steps}"

    assert wrong == {}


@HOSTS
def test_a_token_nobody_gave_out_opens_nothing(host, visitors):
    ours = {found.name for found in walk(host) if found.is_ours}
    wrong = {}
    for name, route, _url in doors(host, visitors, Door.TOKEN):
        guessed = address(
            host,
            name,
            route,
            {of: uuid4() if of == "upgrade" else uuid4().hex for of in route.ids.values()},
        )
        for method in route.methods if name in ours else ():
            said = visitors.stranger(host).answer(method, guessed)
            if said.status != 404:
                wrong[method, name] = str(said)

    assert wrong == {}


def test_a_machine_that_does_not_sign_is_refused(visitors):
    for name, _route, url in doors(NETWORK, visitors, Door.SIGNED):
        said = visitors.stranger(NETWORK).answer("POST", url)
        assert said.status in (400, 401), name


@HOSTS
def test_a_probe_answers_on_any_host(host, visitors):
    for name, _route, url in doors(NETWORK, visitors, Door.PROBE):
        assert visitors.stranger(host).answer("GET", url).status == 200, name
