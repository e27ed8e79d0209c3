"""Doors for questions that lower contexts ask: each reads the clock and makes one call."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from billing.invoicing.splitting import split_line
from billing.invoicing.usecases.open_checkout import open_checkout
from billing.settlement.terms import sharing_terms


def checkout_url(*, order_id: UUID, return_url: str, cancel_url: str) -> str:
    """
    Answer `order.checkout_url`: where a buyer pays an order.

    :raises AlreadyPaid: the order is paid
    """
    return open_checkout(
        order_id=order_id, return_url=return_url, cancel_url=cancel_url, at=timezone.now()
    )


def sale_split(
    *,
    gross_minor: int,
    tax_basis_points: int,
    wholesale_minor: int,
    seller_kind: str,
    at: datetime,
) -> dict[str, int]:
    """
    Answer `sale.split`: how a sale would be shared out, each party's part in minor units.

    A sponsor's share comes from the telco's part and never from the seller's, so none is asked for.

    :raises NoSharingModel: no model covers this kind of seller then
    """
    return split_line(
        gross_minor=gross_minor,
        tax_basis_points=tax_basis_points,
        wholesale_minor=wholesale_minor,
        terms=sharing_terms(seller_kind=seller_kind, at=at),
        has_sponsor=False,
    )
