"""The hosted payment page of an order or an invoice: opened once, found again by a double click."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from billing.gateway import GatewayRefused, gateway
from billing.invoicing.models import CheckoutSession
from billing.settlement.usecases.route_payment import route_payment
from kith.errors import DomainError
from kith.money import Money
from kith.wall import required_tenant

# The processor's shortest life of a page is half an hour.
PAGE_LIFE = timedelta(minutes=60)
# A page about to close is not handed out again.
MARGIN = timedelta(minutes=2)


class AlreadyPaid(DomainError):
    """The thing is paid, or its payment is on the way to us."""

    code = "payment.already_paid"


@dataclass(frozen=True)
class Payable:
    """What is to be paid on a hosted page: an order or an invoice."""

    amount: Money
    label: str
    reference: str
    customer_email: str
    order_id: UUID | None = None
    invoice_id: UUID | None = None

    @property
    def name(self) -> str:
        return f"order:{self.order_id}" if self.order_id else f"invoice:{self.invoice_id}"


def open_page(*, payable: Payable, return_url: str, cancel_url: str, at: datetime) -> str:
    """
    Return the address of the open payment page, making one where there is none.

    Call it outside a transaction: it asks the processor.

    :raises AlreadyPaid: an earlier page was paid
    """
    session = _open_session(payable, at)
    if session.stripe_id and session.expires_at > at + MARGIN:
        return session.url
    if session.stripe_id:
        _end_expired(session, at)
        session = _open_session(payable, at)
    try:
        page = gateway().create_checkout(
            key=session.key,
            amount=session.amount,
            label=payable.label,
            reference=payable.reference,
            customer_email=payable.customer_email,
            success_url=return_url,
            cancel_url=cancel_url,
            expires_at=session.expires_at,
            merchant=required_tenant().name,
        )
    except GatewayRefused:
        # The key is used up; the next click gets a new one.
        CheckoutSession.objects.filter(pk=session.pk).update(ended_at=at)
        raise
    with transaction.atomic():
        CheckoutSession.objects.filter(pk=session.pk, stripe_id=None).update(
            stripe_id=page.id, url=page.url or ""
        )
        route_payment(
            checkout_id=page.id,
            payment_intent=page.payment_intent,
            tenant_id=required_tenant().uuid,
            order_id=payable.order_id,
            invoice_id=payable.invoice_id,
            at=at,
        )
    return page.url or ""


@transaction.atomic
def _open_session(payable: Payable, at: datetime) -> CheckoutSession:
    """Return the one open session, committed before the processor hears of it."""
    mine = CheckoutSession.objects.filter(order_id=payable.order_id, invoice_id=payable.invoice_id)
    session = CheckoutSession(
        key=f"checkout:{payable.name}:{mine.count() + 1}",
        order_id=payable.order_id,
        invoice_id=payable.invoice_id,
        amount_minor=payable.amount.minor,
        currency=payable.amount.currency,
        created_at=at,
        # Whole seconds: the processor keeps no finer time, and a retry must say the same.
        expires_at=(at + PAGE_LIFE).replace(microsecond=0),
    )
    # A second click finds the first one's row; the database keeps them from both making one.
    CheckoutSession.objects.bulk_create([session], ignore_conflicts=True)
    return mine.get(ended_at=None)


def _end_expired(session: CheckoutSession, at: datetime) -> None:
    page = gateway().retrieve_checkout(session.stripe_id or "")
    if page.is_paid:
        raise AlreadyPaid(
            _("this is paid already"), mend=_("Wait a moment: the payment is being recorded.")
        )
    if page.is_open:
        # Closing it makes sure that nobody pays twice.
        gateway().expire_checkout(key=f"{session.key}:expire", checkout_id=page.id)
    CheckoutSession.objects.filter(pk=session.pk, ended_at=None).update(ended_at=at)
