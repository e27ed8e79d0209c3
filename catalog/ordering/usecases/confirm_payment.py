"""Note that an order is paid."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from catalog.ordering import steps
from catalog.ordering.models import Order
from kith.outbox import publish
from tenants.accounts.usecases.find_or_register_buyer import find_or_register_buyer


@transaction.atomic
def confirm_payment(*, order_id: UUID, payment_reference: str, at: datetime) -> Order:
    """
    Note the payment, know the buyer, and let the order go on; again changes nothing.

    Money for an order that was cancelled meanwhile makes the order fail, so that it is refunded.
    """
    order = Order.objects.locked().get(pk=order_id)
    if order.is_paid:
        return order
    if order.person_id is None:
        order.person_id = find_or_register_buyer(
            email=order.contact_email,
            full_name=order.contact_name,
            phone=order.contact_phone or None,
            at=at,
        ).pk
    order.paid_at, order.payment_reference = at, payment_reference
    if order.cancelled_at is not None:
        order.cancelled_at, order.failed_at = None, at
        order.failure = "The order was cancelled before the payment arrived."
    order.save()
    if order.failed_at is not None:
        publish("order.failed", key=str(order.pk), order_id=order.pk, reason=order.failure)
        return order
    steps.finish(order, steps.PAID, at=at, then=steps.RESERVED)
    publish("order.paid", key=str(order.pk), order_id=order.pk)
    return order
