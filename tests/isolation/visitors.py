"""The people who knock at the doors, each at the host where they belong."""

from __future__ import annotations

from tests.isolation.asking import Visitor, visitor
from tests.isolation.route import Door, Route
from tests.isolation.walk import NETWORK
from tests.isolation.world import World


class Visitors:
    """Everybody the tests ask as, signed in once."""

    def __init__(self, world: World) -> None:
        self._world = world
        acme, network = world.acme, world.network
        self.acme_owner = visitor(acme.ref, acme.owner)
        self.acme_customer = visitor(acme.ref, acme.customer)
        self.staff = visitor(None, network.staff)
        self.bystander = visitor(None, network.bystander)
        self.candidate = visitor(None, network.candidate)

    def stranger(self, host: str) -> Visitor:
        """Nobody we know."""
        return visitor(None if host == NETWORK else self._world.acme.ref)

    def nobody_special(self, host: str) -> Visitor:
        """Somebody signed in who holds no role that allows anything."""
        return self.bystander if host == NETWORK else self.acme_customer

    def entitled(self, host: str, route: Route) -> Visitor:
        """Whoever may pass that door, and whose own the objects are."""
        if route.door is Door.PERMISSION:
            return self.staff if host == NETWORK else self.acme_owner
        return self.candidate if host == NETWORK else self.acme_customer

    def signed_in(self, host: str) -> tuple[Visitor, ...]:
        """Everybody of that host who is known there, whatever they may do."""
        if host == NETWORK:
            return self.staff, self.candidate, self.bystander
        return self.acme_owner, self.acme_customer

    def objects(self, host: str) -> dict[str, object]:
        """What addresses may name at that host: the network's, or acme's own."""
        return self._world.network.objects if host == NETWORK else self._world.acme.objects
