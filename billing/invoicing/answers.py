"""Doors for questions that lower contexts ask: each reads the clock and makes one call."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from billing.invoicing.usecases.open_checkout import open_checkout


def checkout_url(*, order_id: UUID, return_url: str, cancel_url: str) -> str:
    """
    Answer `order.checkout_url`: where a buyer pays an order.

    :raises AlreadyPaid: the order is paid
    """
    return open_checkout(
        order_id=order_id, return_url=return_url, cancel_url=cancel_url, at=timezone.now()
    )
