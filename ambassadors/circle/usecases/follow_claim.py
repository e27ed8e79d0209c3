"""Count what a guest bought for whoever claimed it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ambassadors.circle.models import Member
from ambassadors.circle.rings import hold_circle
from ambassadors.circle.usecases.count_customer import count_customer
from ambassadors.circle.usecases.welcome_customer import welcome_customer
from billing.invoicing.usecases.take_claimed_bills import take_claimed_bills
from catalog.ordering.queries import order_card


@transaction.atomic
def follow_claim(*, order_id: UUID, guest_id: UUID, person_id: UUID, at: datetime) -> None:
    """
    Have the guest's place in the circle be their owner's, and count as for any customer.

    Who has a place already keeps that one, and the guest's is free. Again changes nothing.
    """
    # The other letter of the claim may be behind: what was paid counts with what is counted here.
    take_claimed_bills(guest_id=guest_id, person_id=person_id)
    count_customer(referred_id=person_id)
    hold_circle(at=at)
    guests = Member.objects.filter(person_id=guest_id)
    if Member.objects.filter(person_id=person_id).exists():
        guests.delete()
    else:
        guests.update(person_id=person_id)
    if order_card(order_id).active_at:
        welcome_customer(order_id=order_id, at=at)
