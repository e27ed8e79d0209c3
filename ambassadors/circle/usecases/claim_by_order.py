"""Keep whom a buyer named on the order form."""

from uuid import UUID

from ambassadors.referral.usecases.claim_named import LINK, claim_named
from catalog.ordering.queries import OrderCard, order_card
from kith.wall import required_tenant
from tenants.accounts.guests import is_guest


def claim_by_order(*, order_id: UUID) -> OrderCard:
    """
    Return the order; whoever it names is kept as the buyer's referrer, once.

    What a guest bought counts for nobody until its owner says that it is theirs.
    """
    order = order_card(order_id)
    if not order.person_id or not order.encouraged_by_id:
        return order
    if not is_guest(person_id=order.person_id):
        claim_named(
            referrer_id=order.encouraged_by_id,
            referred_id=order.person_id,
            tenant_id=required_tenant().uuid,
            source=LINK,
            evidence={
                "order": order.number,
                "contact_email": order.contact_email,
                "contact_phone": order.contact_phone,
            },
            at=order.placed_at,
        )
    return order
