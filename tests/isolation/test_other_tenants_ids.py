"""What is the other's is not there: not found, not changed, not said."""

from datetime import date
from uuid import uuid4

import pytest

from kith.wall import in_public
from tests.factories.accounts import a_person
from tests.isolation.asking import Visitor, address, everything_of, visitor
from tests.isolation.route import Door
from tests.isolation.routes import ROUTES
from tests.isolation.walk import NETWORK, SHOP

TYPED = {"is_on": "1", "code": "000000", "outcome": "done", "then": "publish"}
# Objects that are a person's own, not a shop's: another person's are not found either.
PERSONAL = {"line", "order", "invoice", "bill", "invoice_line", "passkey", "access_token"}
PERSONAL |= {"credit_note"}
# Kept apart by the person who signs in with them, whatever the host.
PASSWORD = "account_reset_password_from_key"


def named(host):
    """Go through the doors whose address names an object."""
    return [(name, route) for name, route in ROUTES[host].items() if route.ids and name != PASSWORD]


@pytest.mark.parametrize("who", ["stranger", "customer", "owner"])
def test_at_acme_nothing_of_globex_is_found_or_changed(who, world, visitors):
    asking = {
        "stranger": visitors.stranger(SHOP),
        "customer": visitors.acme_customer,
        "owner": visitors.acme_owner,
    }[who]
    before = everything_of(world.globex.ref)
    wrong, changed = {}, {}
    for name, route in named(SHOP):
        url = address(SHOP, name, route, world.globex.objects)
        for method in route.methods:
            with asking.asks(method, url, **TYPED) as said:
                if not _is_refused(said, route, who):
                    wrong[method, name] = str(said)
                if method == "POST" and (after := everything_of(world.globex.ref)) != before:
                    changed[name] = sorted(key for key in before if before[key] != after[key])

    assert (wrong, changed) == ({}, {})


def _is_refused(said, route, who):
    """A door that is shut says so before it looks; an open one finds nothing."""
    if who == "stranger" and route.declared:
        return said.leads_to_sign_in
    if who == "customer" and route.permission:
        return said.status == 403
    return said.status == 404


@pytest.mark.parametrize("who", ["owner", "customer"])
def test_acmes_people_are_strangers_at_globex(who, world, visitors):
    """Neither the cookie of acme's host nor a session opened at globex lets them in."""
    person = getattr(world.acme, who)
    carried = visitors.acme_owner if who == "owner" else visitors.acme_customer
    with in_public():
        fresh = visitor(world.globex.ref, person)
    wrong = {}
    for browser in (fresh, Visitor(world.globex.ref, carried.cookies)):
        for name, route in ROUTES[SHOP].items():
            if not route.permission and not (route.declared and route.ids):
                continue
            url = address(SHOP, name, route, world.globex.objects)
            for method in route.methods:
                said = browser.answer(method, url, **TYPED)
                if not (said.leads_to_sign_in or said.status in (403, 404)):
                    wrong[method, name] = str(said)

    assert wrong == {}


def test_another_customer_of_the_same_shop_finds_nothing(world):
    with in_public():
        other = a_person(tenant=world.acme.ref)
    asking = visitor(world.acme.ref, other)
    wrong = {}
    for name, route in named(SHOP):
        if route.permission or not PERSONAL & set(route.ids.values()):
            continue
        url = address(SHOP, name, route, world.acme.objects)
        for method in route.methods:
            said = asking.answer(method, url, **TYPED)
            if said.status != 404:
                wrong[method, name] = str(said)

    assert wrong == {}


def test_on_the_network_nobody_sees_what_is_not_theirs(world, visitors):
    before = everything_of(world.globex.ref)
    wrong, changed = {}, {}
    for name, route in named(NETWORK):
        if route.door is Door.TOKEN:
            # Whoever holds the token may see what it opens.
            continue
        url = address(NETWORK, name, route, world.network.objects)
        for method in route.methods:
            with visitors.bystander.asks(method, url, text="me", **TYPED) as said:
                if said.status != (403 if route.permission else 404):
                    wrong[method, name] = str(said)
                if method == "POST" and (after := everything_of(world.globex.ref)) != before:
                    changed[name] = sorted(key for key in before if before[key] != after[key])

    assert (wrong, changed) == ({}, {})


@pytest.mark.parametrize("host", [NETWORK, SHOP])
def test_what_never_was_is_not_found(host, world, visitors):
    """Whoever may pass is told 404 for an object that does not exist, never an error."""
    numbers = dict.fromkeys(
        ("passkey", "question", "webhook", "referral", "domain", "delivery", "programme"),
        987_654_321,
    )
    uuids = ("tenant", "invoice_line", "task", "transfer", "case", "line", "order", "bill", "payee")
    uuids += ("access_token", "reversal", "write_off", "difference", "programme_proposal")
    uuids += ("catalogue_proposal", "refund_proposal", "company_proposal", "personal_copy")
    uuids += (
        "upgrade",
        "bank_return",
        "bank_entry",
        "bank_proposal",
        "team_invitation",
        "team_role",
    )
    never = {**dict.fromkeys(uuids, uuid4()), **numbers}
    words = dict.fromkeys(("run", "statement", "own_statement", "invoice", "offer"), "never-was")
    words |= {"credit_note": "never-was"}
    words |= {"payment_reference": "never-was", "reconciled_day": date(1999, 1, 1)}
    words |= {"dispute": "never-was", "stray": "never-was"}
    never |= words | {
        "order_token": "never",
        "pay_token": "never",
        "team_token": "never",
        "invitation": "never",
        "logo": "never.png",
    }
    wrong = {}
    for name, route in named(host):
        url = address(host, name, route, never)
        for method in route.methods:
            said = visitors.entitled(host, route).answer(method, url, **TYPED)
            if said.status != 404:
                wrong[method, name] = str(said)

    assert wrong == {}


def test_a_link_for_a_new_password_works_at_its_own_shop_alone(world):
    route = ROUTES[SHOP][PASSWORD]
    url = address(SHOP, PASSWORD, route, world.globex.objects)
    at_globex = visitor(world.globex.ref).answer("GET", url)
    at_acme = visitor(world.acme.ref).answer("GET", url)
    on_network = visitor(None).answer("GET", url)

    assert at_globex.status == 302
    assert at_globex.location.endswith("-set-password/")
    for said in (at_acme, on_network):
        assert said.status == 200
        assert b'type="password"' not in said.body
    assert route.door is Door.TOKEN
