"""The hosts of a loaded demo, and the people one can be, as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import wrap
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from ambassadors.program.queries import path_of
from kith.wall import in_public
from outside.demo import cast
from tenants.accounts.queries import has_second_factor, person_by_email, roles_everywhere
from tenants.registry.queries import TenantCard, tenant_cards, tenant_url

PARTS = (
    ("staff", "imports the catalogue, decides promotions, looks at the network"),
    ("finance", "opens settlement runs, refunds"),
    ("approver", "signs promotions, releases runs above the limit"),
    ("candidate for reseller", "an ambassador with a circle of friends"),
    ("candidate for operator", "a reseller with a good year"),
    ("operator", "own brand, own domain, own plans"),
    ("reseller", "sells the telco's plans to a circle"),
    ("ambassador", "helps and refers"),
    ("customer on the way", "two of three friends came and stayed"),
    ("customer", "has a line and its bills"),
)
WIDTH = 96


def people_and_hosts() -> str:
    """Return everything one needs to walk through the demo, ready to print."""
    with in_public():
        shops = {card.uuid: card for card in tenant_cards()}
        return "\n".join([*_hosts(shops.values()), "", *_people(shops), "", *_keys()])


def _hosts(shops: Iterable[TenantCard]) -> Iterator[str]:
    yield "Where"
    yield _row("the network", tenant_url(settings.NETWORK_HOST), "directory, /staff/, my path")
    order = {"home": 0, "operator": 1, "reseller": 2}
    for shop in sorted(shops, key=lambda one: (order.get(one.kind, 3), one.created_at)):
        yield _row(f"{shop.kind}", shop.url, shop.name)
        here = f"{shop.slug}.{settings.NETWORK_HOST}"
        if shop.host != here:
            yield _row("", tenant_url(here), "the same shop, under the network's name")


def _people(shops: dict[UUID, TenantCard]) -> Iterator[str]:
    yield "Who"
    for part, words in PARTS:
        for player in (one for one in cast.CAST if one.part == part):
            person = person_by_email(player.email)
            if person is None:
                continue
            careful = ", with a code" if has_second_factor(person_id=person.id) else ""
            yield _row(part, player.email, f"{player.name}{careful}")
            said = [one for one in (words, _case(person.id), _where(person.id, shops)) if one]
            for line in wrap("; ".join(said), WIDTH - 27, break_on_hyphens=False):
                yield f"{'':27}{line}"
            words = ""


def _case(person_id: UUID) -> str:
    path = path_of(person_id=person_id, at=timezone.now())
    return "a case waits for a decision" if path.open_case_id else ""


def _where(person_id: UUID, shops: dict[UUID, TenantCard]) -> str:
    held = [role.tenant_id for role in roles_everywhere(person_id) if role.ends_at is None]
    return ", ".join(shops[tenant].url for tenant in dict.fromkeys(held) if tenant in shops)


def _keys() -> Iterator[str]:
    yield f"Everybody's password is {settings.KITH_DEMO_PASSWORD}"
    yield (
        "Codes of the second factor, and one click to be anybody: "
        f"{tenant_url(settings.NETWORK_HOST, '/accounts/demo/')}"
    )


def _row(name: str, address: str, words: str) -> str:
    return f"  {name:24} {address:44} {words}".rstrip()
