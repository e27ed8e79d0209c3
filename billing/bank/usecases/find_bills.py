"""Look for the bill that an amount may be for."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from billing.bank.questions import BillStanding, bills_standing, open_bills_like
from billing.entities.queries import bills_like
from kith.wall import in_tenant, public_side
from tenants.registry.queries import standing_tenant

MOST = 10


@dataclass(frozen=True)
class FoundBill:
    """A bill, and the shop that issued it."""

    shop: str
    bill: BillStanding


@public_side
def find_bills(*, text: str, tenant_id: UUID | None = None) -> list[FoundBill]:
    """
    Return the bills whose number holds a text; in one shop also by its customer's name.

    Numbers stand on the public side, with whose they are: no shop is looked into for another's.
    """
    if tenant_id is not None:
        tenant = standing_tenant(tenant_id=tenant_id)
        if tenant is None:
            return []
        with in_tenant(tenant):
            return [FoundBill(tenant.name, bill) for bill in open_bills_like(text=text, most=MOST)]
    by_shop: dict[UUID, list[UUID]] = {}
    for document in bills_like(text, most=MOST):
        by_shop.setdefault(document.tenant_id, []).append(document.document_id)
    found: list[FoundBill] = []
    for shop, ids in by_shop.items():
        tenant = standing_tenant(tenant_id=shop)
        if tenant is None:
            continue
        with in_tenant(tenant):
            found += [FoundBill(tenant.name, bill) for bill in bills_standing(ids=ids)]
    return found
