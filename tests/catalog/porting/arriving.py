"""A line that waits for its owner's number, and a network that has the other operator in it."""

from __future__ import annotations

from datetime import date, datetime

from catalog.lines.models import Line
from catalog.network.adapters import network_port
from catalog.network.port import Subscription
from catalog.numbering.models import PhoneNumber
from catalog.numbering.usecases.assign_numbers import assign_numbers
from catalog.numbering.usecases.assign_sims import assign_sims
from catalog.porting.models import PortIn
from catalog.porting.requests import NumberWish
from catalog.porting.usecases.ask_port_in import ask_port_in
from catalog.porting.usecases.follow_port_in import follow_port_in
from kith.wall import in_public
from tests.clock import NOON
from tests.factories.lines import a_line

MINE = "+34655123456"
MONDAY = date(2026, 3, 2)
# Doubts of minutes and an hour, and a look an hour.
MOST_ROUNDS = 8


def a_wish(
    e164: str = MINE, *, account: str = "A-7781", operator: str = "movistar", on: date = MONDAY
) -> NumberWish:
    return NumberWish(e164=e164, operator=operator, account=account, wanted_on=on)


def a_served_line(*, n: int = 0, person_id=None) -> Line:
    """Open a line with a number and a SIM of the pools, which the network serves."""
    opened = a_line(n=n, person_id=person_id)
    holder = f"line:{opened.pk}"
    sim = assign_sims(holders=[holder], form="esim", at=NOON)[holder]
    e164 = assign_numbers(holders=[holder], country="ES", at=NOON)[holder]
    answer = network_port().activate(
        request_id=f"setup:{opened.pk}", subscription=Subscription(e164, sim.iccid)
    )
    Line.objects.filter(pk=opened.pk).update(
        e164=e164,
        iccid=sim.iccid,
        activation_code=sim.activation_code,
        network_reference=answer.reference,
    )
    return Line.objects.get(pk=opened.pk)


def asked(line: Line, wish: NumberWish | None = None, *, at: datetime = NOON) -> PortIn:
    """Ask for a number and let the network take the wish."""
    port_in = ask_port_in(line_id=line.pk, wish=wish or a_wish(), by=line.person_id, at=at)
    return follow_port_in(port_in_id=port_in.pk, at=at)


def followed(port_in: PortIn, at: datetime) -> PortIn:
    """Carry it on as the worker does, each time when it is due, until it stands."""
    for _ in range(MOST_ROUNDS):
        port_in = follow_port_in(port_in_id=port_in.pk, at=at)
        if port_in.closed_at or (port_in.is_over and port_in.errand == PortIn.BRING):
            break
        at = max(at, port_in.wait_until or at)
    return port_in


def state_of(e164: str) -> str:
    with in_public():
        found = PhoneNumber.objects.filter(e164=e164).values_list("state", flat=True)
        return found.first() or ""


def ports_at(network) -> list[tuple[str, str]]:
    return [(one["msisdn"], one["state"]) for one in network.memory()["ports"]]


def services_at(network) -> list[tuple[str, str]]:
    return [(one["msisdn"], one["iccid"]) for one in network.memory()["services"]]
