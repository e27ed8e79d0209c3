"""Take a customer whose line is in service into the circle and onto the ladder."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ambassadors.circle.models import Member
from ambassadors.circle.usecases.claim_by_order import claim_by_order
from ambassadors.circle.usecases.join_circle import join_circle
from ambassadors.circle.usecases.measure_member import measure_member
from ambassadors.referral.usecases.note_activation import note_activation


@transaction.atomic
def welcome_customer(*, order_id: UUID, at: datetime) -> Member | None:
    """
    Keep who encouraged this customer, count their line, and let them into the circle.

    Welcoming twice changes nothing; an order without a person welcomes nobody.
    """
    order = claim_by_order(order_id=order_id)
    if order.person_id is None:
        return None
    note_activation(referred_id=order.person_id, at=order.active_at or at)
    measure_member(person_id=order.person_id, at=at)
    return join_circle(
        person_id=order.person_id,
        name=order.contact_name,
        email=order.contact_email,
        order_id=order.id,
        at=at,
    )
