"""Doors for the queue: what an order does when something has happened."""

from uuid import UUID

from django.utils import timezone

from catalog.ordering.queries import order_card
from catalog.ordering.usecases.activate_line import activate_line
from catalog.ordering.usecases.confirm_payment import confirm_payment
from catalog.ordering.usecases.fulfil_order import fulfil_order
from catalog.ordering.usecases.note_refund import note_refund
from catalog.ordering.usecases.take_network_answer import take_network_answer
from catalog.ordering.usecases.tell_buyer import tell_buyer
from catalog.ordering.usecases.withdraw_activation import withdraw_activation
from kith.wall import required_tenant
from tenants.accounts.usecases.invite_to_claim import invite_to_claim
from tenants.registry.queries import primary_host, tenant_url


def on_order_paid(*, order_id: str, **_from_a_newer_deploy) -> None:
    """React to `order.paid`, outside a transaction: the network is called."""
    fulfil_order(order_id=UUID(order_id), at=timezone.now())


def on_fulfilment_due(*, order_id: str, **_from_a_newer_deploy) -> None:
    """React to `order.fulfilment_due`, outside a transaction: the network is called."""
    fulfil_order(order_id=UUID(order_id), at=timezone.now())


def on_activation_due(*, activation_id: str, **_from_a_newer_deploy) -> None:
    """React to `activation.due`, outside a transaction: the network is called."""
    activate_line(activation_id=UUID(activation_id), at=timezone.now())


def on_network_answered(
    *, request_id: str, state: str, reference: str, reason: str, **_from_a_newer_deploy
) -> None:
    """React to `network.answered`; answers that are not about an order are for somebody else."""
    take_network_answer(
        request_id=request_id, state=state, reference=reference, reason=reason, at=timezone.now()
    )


def on_activation_unwanted(*, order_id: str, **_from_a_newer_deploy) -> None:
    """React to `order.failed` and `order.activation_unwanted`, outside a transaction."""
    withdraw_activation(order_id=UUID(order_id), at=timezone.now())


def tell_buyer_of_activation(*, order_id: str, **_from_a_newer_deploy) -> None:
    """React to `order.activated`."""
    tell_buyer(order_id=UUID(order_id), news="active")


def tell_buyer_of_failure(*, order_id: str, **_from_a_newer_deploy) -> None:
    """React to `order.failed`."""
    tell_buyer(order_id=UUID(order_id), news="failed")


def tell_buyer_of_posting(*, order_id: str, **_from_a_newer_deploy) -> None:
    """React to `order.card_posted`."""
    tell_buyer(order_id=UUID(order_id), news="posted")


def on_payment_succeeded(
    *, order_id: str, payment_reference: str, **_from_a_newer_deploy: object
) -> None:
    """React to `payment.succeeded`."""
    confirm_payment(order_id=UUID(order_id), payment_reference=payment_reference, at=timezone.now())


def invite_guest_to_claim(*, order_id: str, **_from_a_newer_deploy: object) -> None:
    """React to `order.paid`: a buyer without a password is sent the way to their account."""
    order = order_card(order_id)
    shop = required_tenant()
    if order.person_id:
        host = primary_host(tenant_id=shop.uuid)
        invite_to_claim(
            person_id=order.person_id,
            tenant_id=shop.uuid,
            origin=tenant_url(host, ""),
            sender_name=shop.name,
        )


def on_invoice_refunded(
    *, order_id: str | None = None, is_full: bool = False, **_from_a_newer_deploy: object
) -> None:
    """React to `invoice.refunded`: an order's whole price went back."""
    if order_id and is_full:
        note_refund(order_id=UUID(order_id), at=timezone.now())
