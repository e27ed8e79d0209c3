"""Where a person's belongings stand: the network's side, and each shop they ever were in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kith import doors
from kith.belongings import Belongings, Papers, Row, Whose
from kith.wall import TenantRef, TenantUnavailable, in_public, in_tenant, tenant_ref
from tenants.accounts.queries import roles_everywhere
from tenants.accounts.readers import everywhere_of


@dataclass(frozen=True)
class Place:
    """One side of the wall; None is the network's own."""

    shop: TenantRef | None

    @property
    def folder(self) -> str:
        return f"shops/{self.shop.slug}" if self.shop else "network"

    @property
    def side(self) -> str:
        return "tenant" if self.shop else "public"

    @contextmanager
    def entered(self) -> Iterator[None]:
        """Work there, as the role that stands there and nothing more."""
        with in_tenant(self.shop) if self.shop else in_public():
            yield

    @property
    def belongings(self) -> list[Belongings]:
        return doors.belongings(side=self.side)

    @property
    def papers(self) -> list[Papers]:
        return doors.papers(side=self.side)


@dataclass(frozen=True)
class TieFound:
    """What has to end first, where, and at which page."""

    row: Row
    shop: TenantRef | None
    url_name: str


def whose_are(*, person_id: UUID) -> Whose:
    """
    Return by what a person's rows are known: their id, and the addresses they proved.

    :raises Person.DoesNotExist: nobody has this id
    """
    readers = everywhere_of(person_id=person_id)
    return Whose(person_id, frozenset(reader.address for reader in readers))


def places_of(*, person_id: UUID) -> list[Place]:
    """Return where a person ever was anything; a shop that was closed for good stands nowhere."""
    shops = {held.tenant_id for held in roles_everywhere(person_id) if held.tenant_id}
    found = [Place(None)]
    for shop in sorted(shops):
        try:
            found.append(Place(tenant_ref(shop)))
        except TenantUnavailable:
            continue
    return found


def ties_of(*, person_id: UUID, at: datetime) -> list[TieFound]:
    """Return what has to end before a person's account can, place by place."""
    found = []
    for place in places_of(person_id=person_id):
        with place.entered():
            found += [
                TieFound(row, place.shop, tie.url_name)
                for tie in doors.ties(side=place.side)
                for row in tie.rows(person_id=person_id, at=at)
            ]
    return found
