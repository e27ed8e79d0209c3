"""Orders at every stage."""

from datetime import datetime
from uuid import UUID, uuid4

from catalog.ordering.models import Order
from catalog.ordering.usecases.confirm_payment import confirm_payment
from catalog.ordering.usecases.place_order import place_order
from tests.clock import NOON


def an_order(
    *,
    key: str = "",
    sim_form: str = "esim",
    contact_name: str = "Ana Ruiz",
    contact_email: str = "ana@example.org",
    person_id: UUID | None = None,
    delivery_address: str = "",
    has_card_consent: bool = False,
    language: str = "",
    at: datetime = NOON,
) -> Order:
    """Place an order; each has a key of its own unless one is given."""
    return place_order(
        offer_code="coast-10",
        contact_name=contact_name,
        contact_email=contact_email,
        contact_phone="",
        person_id=person_id,
        encouraged_by=None,
        sim_form=sim_form,
        key=key or uuid4().hex,
        delivery_address=delivery_address,
        has_card_consent=has_card_consent,
        language=language,
        at=at,
    )


def a_paid_order(*, at: datetime = NOON, **particulars) -> Order:
    """Place an order and pay it."""
    order = an_order(at=at, **particulars)
    return confirm_payment(order_id=order.pk, payment_reference="pi_test", at=at)
