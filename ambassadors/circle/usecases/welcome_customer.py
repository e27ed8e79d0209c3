"""Take a customer whose line is in service into the circle and onto the ladder."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ambassadors.circle.models import Member
from ambassadors.circle.usecases.join_circle import join_circle
from ambassadors.circle.usecases.measure_member import measure_member
from ambassadors.referral.models import Referral
from ambassadors.referral.usecases.claim_named import claim_named
from ambassadors.referral.usecases.note_activation import note_activation
from catalog.ordering.queries import order_card
from kith.wall import required_tenant


@transaction.atomic
def welcome_customer(*, order_id: UUID, at: datetime) -> Member | None:
    """
    Keep who encouraged this customer, count their line, and let them into the circle.

    Welcoming twice changes nothing; an order without a person welcomes nobody.
    """
    order = order_card(order_id)
    if order.person_id is None:
        return None
    if order.encouraged_by_id:
        claim_named(
            referrer_id=order.encouraged_by_id,
            referred_id=order.person_id,
            tenant_id=required_tenant().uuid,
            source=Referral.Source.LINK,
            evidence={
                "order": order.number,
                "contact_email": order.contact_email,
                "contact_phone": order.contact_phone,
            },
            at=order.placed_at,
        )
    note_activation(referred_id=order.person_id, at=order.active_at or at)
    measure_member(person_id=order.person_id, at=at)
    return join_circle(
        person_id=order.person_id,
        name=order.contact_name,
        email=order.contact_email,
        order_id=order.id,
        at=at,
    )
