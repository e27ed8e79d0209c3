"""How far the set-up of a shop has come: read from the facts, so a reload loses nothing."""

from dataclasses import dataclass

from billing.settlement.queries.payees import PayeeCard, payee_card
from catalog.storefront.corridor import MOST_OFFERS
from catalog.storefront.queries import offer_counts
from kith.wall import TenantRef
from tenants.workspace.queries import setup_facts

STEPS = ("words", "offers", "payouts", "share")


@dataclass(frozen=True)
class Setup:
    """Which steps are done, and what their pages say."""

    done: dict[str, bool]
    on_sale: int
    payee: PayeeCard | None
    most_offers: int

    @property
    def next_step(self) -> str:
        """The first step not done, the last one when all are."""
        return next((step for step in STEPS if not self.done[step]), STEPS[-1])

    @property
    def is_done(self) -> bool:
        return all(self.done.values())

    @property
    def done_count(self) -> int:
        return sum(self.done.values())


def setup_of(tenant: TenantRef) -> Setup:
    """Return how far this shop's set-up has come."""
    facts = setup_facts()
    on_sale, _drafts = offer_counts()
    payee = payee_card(party_kind="tenant", party_ref=tenant.uuid)
    done = {
        "words": facts.described_at is not None,
        "offers": on_sale > 0,
        "payouts": payee is not None and payee.is_ready,
        "share": facts.shared_at is not None,
    }
    return Setup(done=done, on_sale=on_sale, payee=payee, most_offers=MOST_OFFERS[tenant.kind])
