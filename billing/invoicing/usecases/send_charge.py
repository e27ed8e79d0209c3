"""Charge a saved card for one frozen charge, once whatever breaks on the way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_noop

from billing.gateway import CardDeclined, GatewayRefused, PaymentAnswer, gateway
from billing.invoicing.charging import (
    hold_what_is_paid,
    is_asked_for,
    label_of,
    pages_to_close,
)
from billing.invoicing.hosted_pages import close_page
from billing.invoicing.models import Charge
from billing.invoicing.usecases.decline_charge import decline_charge
from billing.invoicing.usecases.settle_charge import settle_charge
from billing.settlement.usecases.route_payment import route_payment
from kith.transmission.carrying import Drop, Verb, carry
from kith.transmission.marks import bears_marks_of, is_same_try, marks_of
from kith.transmission.outcomes import NotNow, Outcome
from kith.wall import required_tenant

KIND = "charge"
NO_CARD = "no_card"
PAID_BY_HAND = gettext_noop("Somebody may be paying it by hand this moment.")
NOT_TAKEN = gettext_noop("The payment processor did not understand the request.")
# Further back than any charge that may still be in doubt, or forgotten by a restored house.
LOOK_BACK = timedelta(days=35)


class PageStaysOpen(NotNow):
    """A payment page of the invoice may be paid this moment: nothing was sent."""

    wait = timedelta(minutes=1)


class NotTaken(NotNow):
    """Our own fault, not the card's: it must not count against whoever is to pay."""

    wait = timedelta(hours=1)


def send_charge(*, charge_id: UUID, at: datetime) -> Charge:
    """
    Carry one charge on and return it; safe to repeat, in parallel, after any crash.

    A certain success settles the invoice, a certain refusal of the card starts or continues
    the schedule, anything else waits. An invoice that was paid meanwhile is not charged, nor is
    a larger plan that has lapsed.
    Call it outside a transaction.
    """
    return carry(Charging(), charge_id, at=at)


class Charging(Verb[Charge]):
    """Money from a saved card, for one invoice or one larger plan."""

    rows = Charge.objects
    along = ("card", "invoice", "upgrade")

    def lock(self, pk: UUID) -> Charge | None:
        # What is paid first, as everywhere.
        hold_what_is_paid(pk)
        return super().lock(pk)

    def ready(self, row: Charge, *, at: datetime) -> Drop | None:
        if not is_asked_for(row, at=at):
            return Drop(Charge.NOT_DUE)
        # Whether an earlier call got through was looked for before: it is not made once more.
        if row.card is None or row.card.removed_at:
            return Drop(NO_CARD)
        return None

    def call(self, row: Charge, *, at: datetime) -> Outcome:
        card = row.card
        if card is None:
            return Outcome("failed", reason=NO_CARD)
        if not all(close_page(invoice_id=bill_id, at=at) for bill_id in pages_to_close(row)):
            raise PageStaysOpen(PAID_BY_HAND)
        # Whose payment the answer will be stands before the call.
        route_payment(
            checkout_id=f"{KIND}:{row.pk}",
            payment_intent=None,
            tenant_id=required_tenant().uuid,
            order_id=None,
            invoice_id=row.bill_id,
            at=at,
        )
        try:
            answer = gateway().charge_saved_card(
                key=row.idem_key,
                amount=row.amount,
                customer=card.customer,
                payment_method=card.payment_method,
                label=label_of(row),
                metadata=marks_of(row, kind=KIND),
            )
        except CardDeclined as refusal:
            return Outcome("failed", reason=refusal.reason)
        except GatewayRefused as refusal:
            if gateway().saved_card(card.payment_method).customer is None:
                return Outcome("failed", reason=NO_CARD)
            raise NotTaken(NOT_TAKEN) from refusal
        return _outcome(answer)

    def find(self, row: Charge, *, at: datetime) -> Sequence[Outcome]:
        if row.card is None:
            # Nothing can have left without a card: the worker died before it said so.
            return []
        made = gateway().find_payments(customer=row.card.customer, since=row.frozen_at - LOOK_BACK)
        return [
            _outcome(one)
            for one in made
            if bears_marks_of(row, one.metadata, kind=KIND)
            # A refusal belongs to its own try.
            and (not one.failure or one.is_paid or is_same_try(row, one.metadata, kind=KIND))
        ]

    def several(self, row: Charge, outcomes: Sequence[Outcome], *, at: datetime) -> None:
        """Settle by the first; each further one is an overpayment and goes back by itself."""
        for outcome in reversed(outcomes):
            self.succeed(row, outcome, at=at)

    def succeed(self, row: Charge, outcome: Outcome, *, at: datetime) -> Charge:
        return settle_charge(
            charge_id=row.pk,
            payment_reference=outcome.reference,
            paid_at=outcome.happened_at,
            at=at,
        )

    def fail(self, row: Charge, reason: str, *, at: datetime) -> Charge:
        return decline_charge(charge_id=row.pk, reason=reason, at=at)


def _outcome(payment: PaymentAnswer) -> Outcome:
    if payment.is_paid:
        return Outcome("done", payment.id, happened_at=payment.charged_at)
    if payment.failure:
        return Outcome("failed", payment.id, payment.failure)
    return Outcome("pending", payment.id)
