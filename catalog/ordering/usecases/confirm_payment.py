"""Note that an order is paid."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop as _

from catalog.ordering import steps
from catalog.ordering.events import CardUnproved, OrderFailed, OrderPaid, OrderPaidTwice
from catalog.ordering.models import Order
from kith.outbox import publish
from kith.wall import required_tenant
from tenants.accounts.usecases.find_or_register_buyer import find_or_register_buyer

# What a payment changes of an order.
WRITTEN = (
    *("person_id", "has_card_consent", "paid_at", "payment_reference"),
    *("cancelled_at", "failed_at", "failure", "steps"),
)


@transaction.atomic
def confirm_payment(
    *, order_id: UUID, payment_reference: str, at: datetime, paid_at: datetime | None = None
) -> Order:
    """
    Note the payment, know the buyer, and let the order go on; again changes nothing.

    It was paid at the moment it was made, where that is known: the news may be late.

    Money for an order that was cancelled meanwhile makes the order fail, so that it is refunded.
    A second payment of one order goes back.

    A card is kept only for whoever was signed in, or was nobody before: an address of somebody
    known, typed by a guest, proves nothing.
    """
    order = Order.objects.locked().get(pk=order_id)
    if order.is_paid:
        _say_where_it_differs(order, payment_reference)
        return order
    if order.person_id is None:
        buyer = find_or_register_buyer(
            email=order.contact_email,
            full_name=order.contact_name,
            phone=order.contact_phone or None,
            at=at,
            locale=order.language or "en",
        )
        order.person_id = buyer.person_id
        if order.keeps_card and not buyer.is_new:
            order.has_card_consent = False
            publish(
                CardUnproved(order_id=order.pk, payment_reference=payment_reference),
                key=str(order.pk),
            )
    # The processor says whole seconds: nobody pays before the order is placed.
    order.paid_at = max(paid_at or at, order.placed_at)
    order.payment_reference = payment_reference
    if order.cancelled_at is not None:
        order.cancelled_at, order.failed_at = None, at
        order.failure = _("The order was cancelled before the payment arrived.")
    if order.failed_at is None:
        steps.finish(order, steps.PAID, at=order.paid_at, then=steps.RESERVED)
    order.save(update_fields=WRITTEN)
    if order.failed_at is not None:
        publish(
            OrderFailed(
                order_id=order.pk, payment_reference=payment_reference, reason=order.failure
            ),
            key=str(order.pk),
        )
        return order
    publish(OrderPaid(order_id=order.pk, payment_reference=payment_reference), key=str(order.pk))
    return order


def _say_where_it_differs(order: Order, payment_reference: str) -> None:
    if payment_reference != order.payment_reference:
        publish(
            OrderPaidTwice(
                order_id=order.pk,
                payment_reference=payment_reference,
                tenant_id=required_tenant().uuid,
            ),
            key=payment_reference,
        )
