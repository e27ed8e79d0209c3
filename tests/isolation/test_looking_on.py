"""At every page under `/my/` a helper sees, changes nothing, and learns what opens nothing."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from catalog.lines.models import Line
from catalog.porting.models import PortOut
from kith.wall import in_public, in_tenant
from tenants.accounts.models import HandOver, LentLook
from tenants.accounts.sessions import SessionStore
from tenants.accounts.usecases.lend_view import lend_view
from tenants.accounts.usecases.take_view import take_view
from tenants.accounts.web.looking_on import KEPT, secrets_here
from tests.factories.accounts import a_person, a_role
from tests.isolation.asking import Visitor, address, everything_of, visitor
from tests.isolation.routes import ROUTES
from tests.isolation.walk import SHOP

TYPED = {"is_on": "1", "code": "000000", "to": "coast-10", "price": "1"}
# Pages that are their owner's alone, whatever a helper was lent.
ALONE = {"my-profile", "my-tokens", "my-card", "my-hand"}


@pytest.fixture(scope="module")
def helper(world) -> Visitor:
    """Somebody who sells at acme and works for the network, and was lent a customer's pages."""
    acme, now = world.acme, timezone.now()
    with in_tenant(acme.ref):
        line = Line.objects.get(pk=acme.objects["line"])
        PortOut.objects.create(
            line_id=line.pk,
            person_id=acme.customer.pk,
            e164=line.e164,
            code="QX7719LEAVE",
            asked_at=now,
            good_until=now + timedelta(days=30),
        )
    with in_public():
        person = a_person(tenant=acme.ref, role="reseller", full_name="Helping Hand")
        a_role(person, role="staff")
        view = lend_view(
            owner_id=acme.customer.pk, to=person.email, tenant_id=acme.ref.uuid, at=now
        )
        take_view(helper_id=person.pk, code=view.code, tenant_id=acme.ref.uuid, at=now)
        asking = visitor(acme.ref, person)
        [key] = asking.cookies.values()
        session = SessionStore(key, tenant_id=acme.ref.uuid)
        session[KEPT] = str(view.pk)
        session.save()
    return asking


def mine(world) -> Iterator[tuple[str, object, str]]:
    """Go through every page under `/my/`, as a shop serves it for its customer's objects."""
    for name, route in ROUTES[SHOP].items():
        url = address(SHOP, name, route, world.acme.objects)
        if url.startswith("/my/"):
            yield name, route, url


def test_each_form_under_my_is_refused_and_nothing_moves(world, helper):
    before = everything_of(world.acme.ref)
    wrong, moved, tried = {}, {}, 0
    for name, _route, url in mine(world):
        tried += 1
        for method in ("PUT", "PATCH", "DELETE"):
            if (said := helper.answer(method, url)).status != 403:
                wrong[method, name] = str(said)
        with helper.asks("POST", url, **TYPED) as said:
            if said.status != 403:
                wrong["POST", name] = str(said)
            after = everything_of(world.acme.ref)
            changed = {key for key in before if before[key] != after[key]}
            if changed - {"shared accounts.LentLook"}:
                moved[name] = sorted(changed)

    assert (wrong, moved) == ({}, {})
    assert tried > 15


def test_each_page_under_my_is_the_owners_or_refused(world, helper):
    wrong = {}
    for name, route, url in mine(world):
        if "GET" not in route.methods:
            continue
        said = helper.answer("GET", url)
        if said.status != (403 if name in ALONE else 200):
            wrong[name] = str(said)
        elif "html" in said.content_type and b"lent-bar" not in said.body:
            wrong[name] = "no bar"
        elif name == "my-line" and world.acme.word.encode() not in said.body:
            wrong[name] = "not the owner's"

    assert wrong == {}


def test_what_opens_something_is_on_no_page(world, helper):
    with in_public():
        secrets = set(secrets_here(world.acme.customer.pk, world.acme.ref))
    owner = visitor(world.acme.ref, world.acme.customer)
    shown, seen_by_owner = {}, set()
    for name, route, url in mine(world):
        if "GET" not in route.methods:
            continue
        told = helper.answer("GET", url).body.decode("utf-8", "replace")
        own = owner.answer("GET", url).body.decode("utf-8", "replace")
        seen_by_owner |= {one for one in secrets if one in own}
        if found := {one for one in secrets if one in told}:
            shown[name] = found
        if 'class="qr-code"' in told:
            shown[name] = {"a code to scan"}

    assert shown == {}
    # Otherwise their absence would prove nothing.
    assert {"QX7719LEAVE", world.acme.objects["order_token"]} <= seen_by_owner


def test_a_helper_goes_from_page_to_page_wherever_the_owner_was_led(world, helper):
    with in_public():
        led = HandOver.objects.create(
            person_id=world.acme.customer.pk,
            tenant_id=world.acme.ref.uuid,
            digest="0" * 64,
            browser="1" * 64,
            host="acme.kith.localhost",
            onward="/my/",
            family=uuid4(),
            auth_hash="2" * 64,
            proofs=[{"method": "password"}],
            session_ends_at=timezone.now(),
            issued_at=timezone.now(),
            ends_at=timezone.now(),
        )
    told = helper.answer("GET", "/my/").body.decode()
    with in_public():
        led.delete()

    assert f'href="/my/lines/{world.acme.objects["line"]}/"' in told


def test_outside_of_my_a_helper_is_who_they_are(world, helper):
    """Nobody's power is lent: neither the owner's elsewhere, nor the helper's to the owner's."""
    assert helper.answer("GET", "/desk/").status == 200
    assert (
        world.acme.customer.full_name.encode() not in helper.answer("GET", "/accounts/hand/").body
    )
    assert helper.answer("POST", "/accounts/hand/ending/").status == 302


def test_each_look_is_written_down(world, helper):
    with helper.asks("GET", "/my/invoices/") as said:
        assert said.status == 200
        [look] = LentLook.objects.filter(path="/my/invoices/")
    assert (look.was_refused, look.view.owner_id) == (False, world.acme.customer.pk)
