"""Doors for letters: each reads the clock and makes one call."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils import timezone

from billing.invoicing.usecases.bar_unpaid_line import bar_unpaid_line
from billing.invoicing.usecases.bill_renewals import Renewal, bill_renewals
from billing.invoicing.usecases.finish_card_page import finish_card_page
from billing.invoicing.usecases.forget_card import forget_card
from billing.invoicing.usecases.freeze_charge import freeze_charge
from billing.invoicing.usecases.issue_invoice import issue_invoice
from billing.invoicing.usecases.keep_card_of_order import keep_card_of_order
from billing.invoicing.usecases.open_paid_line import open_paid_line
from billing.invoicing.usecases.record_payout import record_payout
from billing.invoicing.usecases.record_waiver import record_waiver
from billing.invoicing.usecases.refund_failed_order import refund_failed_order
from billing.invoicing.usecases.send_charge import send_charge
from billing.invoicing.usecases.send_refund import send_refund
from billing.invoicing.usecases.settle_charge import settle_charge
from billing.invoicing.usecases.share_out import share_out
from billing.invoicing.usecases.take_payment import take_payment
from billing.invoicing.usecases.tell_payer import tell_payer
from billing.settlement.usecases.return_surplus import return_surplus
from catalog.ordering.queries import order_card
from kith.money import Money
from kith.outbox.deliver import TryAgainLater
from kith.transmission.letters import come_back_unless_over
from kith.wall import required_tenant

# The order hears of the payment by the same letter; it is a moment away.
ORDER_SECONDS = 2


def record_order_payment(
    *, order_id: str, payment_reference: str, **_from_a_newer_deploy: object
) -> None:
    """On `payment.succeeded`, once the order knows its buyer: bill it and record its payment."""
    if order_card(order_id).paid_at is None:
        raise TryAgainLater(ORDER_SECONDS)
    take_payment(order_id=UUID(order_id), payment_reference=payment_reference, at=timezone.now())


def record_invoice_payment(
    *, invoice_id: str, payment_reference: str, **_from_a_newer_deploy: object
) -> None:
    """On `invoice.payment_received`: record the payment of an open invoice."""
    take_payment(
        invoice_id=UUID(invoice_id), payment_reference=payment_reference, at=timezone.now()
    )


def give_surplus_back(*, payment_reference: str, **_from_a_newer_deploy: object) -> None:
    """On `payment.surplus`: give back what nothing asks for. Runs outside a transaction."""
    at = timezone.now()
    surplus = return_surplus(
        payment_reference=payment_reference, tenant_id=required_tenant().uuid, at=at
    )
    come_back_unless_over(surplus, at=at)


def bill_paid_order(*, order_id: str, **_from_a_newer_deploy: object) -> None:
    """On `order.paid`: bill the order, if its payment did not do so already."""
    issue_invoice(order_id=UUID(order_id), at=timezone.now())


def share_out_paid_invoice(*, invoice_id: str, **_from_a_newer_deploy: object) -> None:
    """On `invoice.paid`: give each party its part and accrue what is held."""
    share_out(invoice_ids=[UUID(invoice_id)])


def bill_due_renewal(
    *, line_id: str, period_start: str, period_end: str, **_from_a_newer_deploy: object
) -> None:
    """On `line.renewal_due`: bill the period, and charge the card that is kept for it."""
    renewal = Renewal(
        UUID(line_id),
        date.fromisoformat(period_start),
        date.fromisoformat(period_end),
        timezone.now(),
    )
    bill_renewals(renewals=[renewal])


def refund_order_that_failed(
    *, order_id: str, reason: str = "", **_from_a_newer_deploy: object
) -> None:
    """On `order.failed`: order the refund of what was paid."""
    refund_failed_order(order_id=UUID(order_id), reason=reason, at=timezone.now())


def send_requested_refund(*, refund_id: str, **_from_a_newer_deploy: object) -> None:
    """On `refund.requested`: send it until it ends. Runs outside a transaction."""
    at = timezone.now()
    come_back_unless_over(send_refund(refund_id=UUID(refund_id), at=at), at=at)


def book_arrived_payout(
    *,
    statement_id: str,
    number: str,
    amount_minor: int,
    currency: str,
    **_from_a_newer_deploy: object,
) -> None:
    """On `payout.arrived`: note the payout in the seller's books."""
    record_payout(
        statement_id=UUID(statement_id),
        number=number,
        amount=Money(amount_minor, currency),
        at=timezone.now(),
    )


def keep_card_that_paid(*, order_id: str, **_from_a_newer_deploy: object) -> None:
    """On `order.paid`: keep the card where the buyer said so. Runs outside a transaction."""
    keep_card_of_order(order_id=UUID(order_id), at=timezone.now())


def look_after_card_page(*, person_id: str, **_from_a_newer_deploy: object) -> None:
    """On `card_page.opened`, once it is closed: keep its card. Runs outside a transaction."""
    finish_card_page(person_id=UUID(person_id), at=timezone.now())


def forget_card_taken_off(*, card_id: str, **_from_a_newer_deploy: object) -> None:
    """On `card.taken_off`: let the processor forget it. Runs outside a transaction."""
    forget_card(card_id=UUID(card_id))


def charge_again(*, invoice_id: str, turn: int, **_from_a_newer_deploy: object) -> None:
    """On `charge.due`: the day has come to try a refused invoice again."""
    freeze_charge(invoice_id=UUID(invoice_id), turn=turn, at=timezone.now())


def send_frozen_charge(*, charge_id: str, **_from_a_newer_deploy: object) -> None:
    """On `charge.frozen`: send it until it ends. Runs outside a transaction."""
    at = timezone.now()
    come_back_unless_over(send_charge(charge_id=UUID(charge_id), at=at), at=at)


def settle_paid_charge(
    *, charge_id: str, payment_reference: str, **_from_a_newer_deploy: object
) -> None:
    """On `charge.succeeded`: the webhook's word that a kept card paid."""
    settle_charge(charge_id=UUID(charge_id), payment_intent=payment_reference, at=timezone.now())


def tell_payer_of_refusal(*, charge_id: str, **_from_a_newer_deploy: object) -> None:
    """On `charge.refused`: write to whoever owns the card."""
    tell_payer(charge_id=UUID(charge_id))


def bar_line_after_last_refusal(*, charge_id: str, **_from_a_newer_deploy: object) -> None:
    """On `charge.refused`: after the last one the line is barred."""
    bar_unpaid_line(charge_id=UUID(charge_id), at=timezone.now())


def open_line_once_paid(*, invoice_id: str, **_from_a_newer_deploy: object) -> None:
    """On `invoice.paid`: open the line that the invoice barred."""
    open_paid_line(invoice_id=UUID(invoice_id), at=timezone.now())


def book_waived_debt(
    *,
    statement_id: str,
    number: str,
    amount_minor: int,
    currency: str,
    **_from_a_newer_deploy: object,
) -> None:
    """On `debt.waived`: note in the seller's books that it owes this no more."""
    record_waiver(
        statement_id=UUID(statement_id),
        number=number,
        amount=Money(-amount_minor, currency),
        at=timezone.now(),
    )
