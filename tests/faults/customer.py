"""Somebody who orders a plan: the pages a browser would ask for, without a browser."""

from __future__ import annotations

import re
from dataclasses import dataclass
from secrets import randbelow
from uuid import uuid4

import httpx

from outside.stripe.testing import PAYS
from tests.faults.house import PATIENCE_SECONDS, House

OFFER = re.compile(r'href="/offers/([a-z0-9-]+)/"')
HIDDEN = re.compile(r'name="(csrfmiddlewaretoken|form_key)"[^>]*?value="([^"]*)"')
SESSION = re.compile(r"cs_\w+")


class NotTaken(Exception):
    """The shop did not take the order, or did not lead to the payment page."""


@dataclass(frozen=True)
class Placed:
    """An order the shop has acknowledged: where it is watched, and where it is paid."""

    shop: str
    email: str
    session: str


def place_order(house: House, *, shop: str, email: str = "") -> Placed:
    """
    Order the first plan of a shop, as far as the payment page.

    :raises NotTaken: the shop gave another answer, or none
    """
    email = email or f"{uuid4().hex[:12]}@customer.example"
    with httpx.Client(
        base_url=house.kith.loopback(""),
        headers={"Host": house.kith.host(shop)},
        transport=httpx.HTTPTransport(local_address=_an_address()),
        timeout=30,
        trust_env=False,
    ) as client:
        try:
            offer = f"/order/{_found(OFFER, client.get('/'))}/"
            page = client.get(offer)
            form = dict(HIDDEN.findall(page.text))
            asked = {"contact_name": "Lena Roca", "contact_email": email, "sim_form": "esim"}
            answer = client.post(offer, data=form | asked)
        except httpx.HTTPError as silence:
            raise NotTaken(repr(silence)) from silence
    return Placed(shop=shop, email=email, session=_session(answer))


def pay(house: House, order: Placed, *, card: str = PAYS) -> None:
    """Pay on the processor's page."""
    house.stripe.pay(order.session, card=card)


def state_of(house: House, order: Placed) -> str:
    """Return `placed`, `paid`, `active`, `refunded` or `over`, as the shop's books have it."""
    found = house.in_shop(
        order.shop,
        "SELECT paid_at, active_at, refunded_at, coalesce(failed_at, cancelled_at)"
        " FROM {shop}.ordering_order WHERE contact_email = %s",
        order.email,
    )
    if not found:
        return "unknown"
    paid, active, refunded, over = found[0]
    if refunded:
        return "refunded"
    if over:
        return "over"
    return "active" if active else "paid" if paid else "placed"


def order_and_be_served(house: House, *, shop: str, within: float = PATIENCE_SECONDS) -> Placed:
    """Order, pay, and wait until the line is active."""
    order = place_order(house, shop=shop)
    pay(house, order)
    house.wait_for(
        lambda: state_of(house, order) == "active", f"{order} to be active", within=within
    )
    return order


def _an_address() -> str:
    """Return an address of this machine's own: customers do not all live in one house."""
    return f"127.{randbelow(254) + 1}.{randbelow(256)}.{randbelow(254) + 1}"


def _found(pattern: re.Pattern, answer: httpx.Response) -> str:
    found = pattern.search(answer.text)
    if answer.status_code != 200 or not found:
        raise NotTaken(f"{answer.url}: {answer.status_code}")
    return found[1]


def _session(answer: httpx.Response) -> str:
    found = SESSION.search(answer.headers.get("Location", ""))
    if answer.status_code != 302 or not found:
        raise NotTaken(f"{answer.url}: {answer.status_code} {answer.headers.get('Location', '')}")
    return found[0]
