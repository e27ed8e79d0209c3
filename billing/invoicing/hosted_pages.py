"""The hosted page of an order, an invoice or a card: opened once, found again by a double click."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from billing.gateway import Checkout, GatewayBusy, GatewayRefused, GatewayUncertain, gateway
from billing.invoicing.models import CheckoutSession, Invoice, PlanUpgrade
from billing.settlement.usecases.route_payment import route_payment
from kith.errors import DomainError
from kith.fence.gate import Standing, require_open
from kith.limits.allowances import Rate, spend
from kith.money import Money
from kith.wall import required_tenant

# The processor's shortest life of a page is half an hour.
PAGE_LIFE = timedelta(minutes=60)
# A page about to close is not handed out again.
MARGIN = timedelta(minutes=2)
# What the processor says to a key that stood for another request.
KEY_OF_ANOTHER = "idempotency_error"
# Longer than a call to the processor lasts: whoever was opening a page has its answer.
OPENING = timedelta(minutes=2)
# The processor takes 25 calls a second in all (its documented limit for a test key; a live one has
# four times that). A shop opens two a second, and as many at once as a good minute brings.
PAGES_OF_ONE_SHOP = Rate(120, timedelta(minutes=1))


class AlreadyPaid(DomainError):
    """The thing is paid, or its payment is on the way to us."""

    code = "payment.already_paid"


class ChargeUnderWay(DomainError):
    """The saved card is being charged for the same invoice."""

    code = "payment.charge_under_way"


@dataclass(frozen=True)
class Payable:
    """
    What a hosted page is for: an order or an invoice to pay, or a person's card to keep.

    A larger plan is paid by the invoice that will be written of it.
    """

    amount: Money
    label: str
    reference: str
    customer_email: str
    order_id: UUID | None = None
    invoice_id: UUID | None = None
    person_id: UUID | None = None
    # Whether the card that pays is kept, and for which customer of the processor's.
    keeps_card: bool = False
    customer: str = ""
    upgrade_id: UUID | None = None
    # When it closes; the usual time after it was opened where nothing is said.
    expires_at: datetime | None = None

    @property
    def notes(self) -> dict[str, str]:
        """What is written on the payment, so that a house without this row knows what it is for."""
        kind, _, thing = self.name.partition(":")
        return {"purpose": f"checkout:{required_tenant().uuid}:{self.name}", kind: thing}

    @property
    def name(self) -> str:
        if self.person_id:
            return f"card:{self.person_id}"
        return f"order:{self.order_id}" if self.order_id else f"invoice:{self.invoice_id}"


def open_page(*, payable: Payable, return_url: str, cancel_url: str, at: datetime) -> str:
    """
    Return the address of the open payment page, making one where there is none.

    Call it outside a transaction: it asks the processor.

    :raises AlreadyPaid: an earlier page was paid
    :raises ChargeUnderWay: the invoice is being charged to the saved card
    :raises TooOften: the shop opens more pages than its share of what the processor takes
    :raises SendingHeld: nothing is taken until somebody has compared the books
    """
    where = require_open(at=at)
    session = _open_session(payable, at)
    if session.stripe_id and session.expires_at > at + MARGIN:
        return session.url
    if session.stripe_id:
        if not _close(session, at):
            raise AlreadyPaid(
                _("This is paid already"), mend=_("Wait a moment: the payment is being recorded.")
            )
        session = _open_session(payable, at)
    # Of what the processor takes a second, no shop has so much that the others have none.
    shop = str(required_tenant().uuid)
    spend("payment-page", by=shop, rate=PAGES_OF_ONE_SHOP, at=at)
    try:
        page = _made(payable, session, return_url, cancel_url, where)
    except GatewayRefused:
        # The key is used up; the next click gets a new one.
        CheckoutSession.objects.filter(pk=session.pk).update(ended_at=at)
        raise
    except GatewayUncertain as uncertain:
        if uncertain.reason == KEY_OF_ANOTHER:
            # A house that was put back counts its pages anew: that number was given before.
            CheckoutSession.objects.filter(pk=session.pk).update(ended_at=at)
        raise
    with transaction.atomic():
        CheckoutSession.objects.filter(pk=session.pk, stripe_id=None).update(
            stripe_id=page.id, url=page.url or ""
        )
        if not payable.person_id:
            route_payment(
                checkout_id=page.id,
                payment_intent=page.payment_intent,
                tenant_id=required_tenant().uuid,
                order_id=payable.order_id,
                invoice_id=payable.invoice_id,
                at=at,
            )
    return page.url or ""


def close_page(*, invoice_id: UUID, at: datetime) -> bool:
    """
    Close an invoice's open payment page, and say whether nothing can be paid on it any more.

    Call it outside a transaction, once no new page can be opened.
    """
    session = CheckoutSession.objects.filter(invoice_id=invoice_id, ended_at=None).first()
    if session is None:
        return True
    if session.stripe_id is None:
        # Either somebody is just opening it, or its address was lost before anybody had it.
        if session.created_at > at - OPENING:
            return False
        CheckoutSession.objects.filter(pk=session.pk, ended_at=None).update(ended_at=at)
        return True
    try:
        return _close(session, at)
    except (GatewayBusy, GatewayRefused, GatewayUncertain):
        return False


def _made(
    payable: Payable,
    session: CheckoutSession,
    return_url: str,
    cancel_url: str,
    where: Standing,
) -> Checkout:
    if payable.person_id:
        return gateway().create_card_page(
            key=session.key,
            currency=session.currency,
            customer_email=payable.customer_email,
            customer=payable.customer,
            success_url=return_url,
            cancel_url=cancel_url,
            expires_at=session.expires_at,
            merchant=required_tenant().name,
        )
    return gateway().create_checkout(
        key=session.key,
        amount=session.amount,
        label=payable.label,
        reference=payable.reference,
        customer_email=payable.customer_email,
        customer=payable.customer,
        keeps_card=payable.keeps_card,
        success_url=return_url,
        cancel_url=cancel_url,
        expires_at=session.expires_at,
        merchant=required_tenant().name,
        metadata=payable.notes | where.marks,
    )


@transaction.atomic
def _open_session(payable: Payable, at: datetime) -> CheckoutSession:
    """Return the one open session, committed before the processor hears of it."""
    if payable.invoice_id:
        _refuse_while_charged(payable.invoice_id, payable.upgrade_id)
    mine = CheckoutSession.objects.filter(
        order_id=payable.order_id, invoice_id=payable.invoice_id, person_id=payable.person_id
    )
    session = CheckoutSession(
        key=f"checkout:{payable.name}:{mine.count() + 1}",
        order_id=payable.order_id,
        invoice_id=payable.invoice_id,
        person_id=payable.person_id,
        amount_minor=payable.amount.minor,
        currency=payable.amount.currency,
        created_at=at,
        # Whole seconds: the processor keeps no finer time, and a retry must say the same.
        expires_at=(payable.expires_at or at + PAGE_LIFE).replace(microsecond=0),
    )
    # A second click finds the first one's row; the database keeps them from both making one.
    CheckoutSession.objects.bulk_create([session], ignore_conflicts=True)
    return mine.get(ended_at=None)


def _refuse_while_charged(invoice_id: UUID, upgrade_id: UUID | None) -> None:
    """Under the lock of what is paid: no charge begins between this look and the page's row."""
    asked: Invoice | PlanUpgrade
    if upgrade_id:
        asked = PlanUpgrade.objects.locked().get(pk=upgrade_id)
    else:
        asked = Invoice.objects.locked().get(pk=invoice_id)
    if asked.charges.under_way().exists():
        raise ChargeUnderWay(
            _("We are just charging your card for this invoice"),
            mend=_("Wait a few minutes and look again: you are not charged twice."),
        )


def _close(session: CheckoutSession, at: datetime) -> bool:
    """Close a page at the processor; False when it was paid."""
    page = gateway().retrieve_checkout(session.stripe_id or "")
    if page.is_paid:
        return False
    if page.is_open:
        # Closing it makes sure that nobody pays twice.
        gateway().expire_checkout(key=f"{session.key}:expire", checkout_id=page.id)
    CheckoutSession.objects.filter(pk=session.pk, ended_at=None).update(ended_at=at)
    return True
