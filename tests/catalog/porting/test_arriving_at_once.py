"""Eight who ask for one number at once, and eight who carry one wish."""

from dataclasses import asdict
from uuid import uuid4

import pytest

from catalog.network.models import ComingNumber
from catalog.network.usecases.announce_number import NumberComesAlready
from catalog.porting.models import PortIn
from catalog.porting.usecases.ask_port_in import AnotherNumberComes, ask_port_in
from catalog.porting.usecases.follow_port_in import follow_port_in
from catalog.porting.usecases.take_port_word import take_port_word
from kith.wall import in_public, in_tenant
from kith.wall.migrator import template_level
from tenants.registry.models import Tenant
from tests import at_once
from tests.catalog.porting.arriving import MINE, a_wish, ports_at
from tests.clock import NOON
from tests.factories.lines import a_line

APPS = "registry|audit|outbox|network|numbering"


@pytest.fixture
def shop(throwaway):
    """A shop of its own, in which what eight write is committed."""
    with at_once.taken_away("public", apps=APPS):
        with in_public():
            Tenant.objects.create(
                **asdict(throwaway),
                skeleton="throwaway",
                provision_key="test:throwaway",
                created_at=NOON,
                live_at=NOON,
                migration_level=template_level(),
            )
        yield throwaway


@pytest.mark.fault
def test_eight_lines_that_want_one_number_are_one(shop):
    with in_tenant(shop):
        lines = [a_line(n=n) for n in range(at_once.AT_ONCE)]

    answers = at_once.together(
        lambda: in_tenant(shop),
        lambda n: ask_port_in(line_id=lines[n].pk, wish=a_wish(), by=uuid4(), at=NOON),
        NumberComesAlready,
    )

    assert len([one for one in answers if isinstance(one, PortIn)]) == 1
    with in_tenant(shop):
        assert PortIn.objects.count() == 1
    with in_public():
        assert ComingNumber.objects.get().e164 == MINE


@pytest.mark.fault
def test_eight_presses_for_two_numbers_of_one_line_are_one_wish(shop):
    with in_tenant(shop):
        line = a_line()

    answers = at_once.together(
        lambda: in_tenant(shop),
        lambda n: ask_port_in(
            line_id=line.pk, wish=a_wish(f"+3465512345{n % 2}"), by=uuid4(), at=NOON
        ),
        AnotherNumberComes,
        NumberComesAlready,
    )

    chosen = {one.pk for one in answers if isinstance(one, PortIn)}
    assert len(chosen) == 1
    with in_public():
        assert ComingNumber.objects.count() == 1


@pytest.mark.fault
def test_eight_who_carry_and_hear_of_one_wish_give_the_line_its_number_once(
    shop, network_simulator
):
    with in_tenant(shop):
        line = a_line(network_reference="")
        network_simulator.client.post(
            "/tmf-api/ServiceActivationAndConfiguration/v4/service",
            json={
                "state": "active",
                "serviceCharacteristic": [
                    {"name": "msisdn", "value": line.e164},
                    {"name": "iccid", "value": line.iccid},
                ],
            },
            headers={"X-Request-Id": "setup"},
        ).raise_for_status()
        port_in = ask_port_in(line_id=line.pk, wish=a_wish(), by=uuid4(), at=NOON)

    at_once.together(
        lambda: in_tenant(shop), lambda n: follow_port_in(port_in_id=port_in.pk, at=NOON)
    )
    assert ports_at(network_simulator) == [(MINE, "asked")]
    at_once.together(
        lambda: in_tenant(shop),
        lambda n: take_port_word(
            port_in_id=port_in.pk, state="accepted" if n % 2 else "refused", at=NOON
        ),
    )

    with in_tenant(shop):
        port_in = PortIn.objects.get()
    assert port_in.outcome == "refused"
