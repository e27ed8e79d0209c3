"""Doors for the outbox. Each reads the clock and makes one call."""

from uuid import UUID

from django.utils import timezone

from ambassadors.circle.usecases.admit_waiting import admit_waiting
from ambassadors.circle.usecases.count_paid_invoice import count_paid_invoice
from ambassadors.circle.usecases.measure_member import measure_member
from ambassadors.circle.usecases.send_invitation import send_invitation
from ambassadors.circle.usecases.welcome_customer import welcome_customer
from ambassadors.referral.usecases.drop_paid_cycle import drop_paid_cycle


def welcome_on_activation(*, order_id: str, **_from_a_newer_deploy) -> None:
    """On `order.activated`: take the customer in."""
    welcome_customer(order_id=UUID(order_id), at=timezone.now())


def admit_on_promotion(**_from_a_newer_deploy) -> None:
    """On `tenant.promoted`: an operator's circle has no limit, so nobody waits any more."""
    admit_waiting(at=timezone.now())


def measure_on_line_end(*, person_id: str, **_from_a_newer_deploy) -> None:
    """On `line.ended`: count that customer's lines again."""
    measure_member(person_id=UUID(person_id), at=timezone.now())


def count_on_payment(*, invoice_id: str, **_from_a_newer_deploy) -> None:
    """On `invoice.paid`: let it count for whoever encouraged the customer."""
    count_paid_invoice(invoice_id=UUID(invoice_id), at=timezone.now())


def uncount_on_refund(*, invoice_id: str, is_full: bool = True, **_from_a_newer_deploy) -> None:
    """On `invoice.refunded`: a payment wholly given back counts no longer."""
    if is_full:
        drop_paid_cycle(invoice_id=UUID(invoice_id), at=timezone.now())


def send_on_invitation(*, invitation_id: int, **_from_a_newer_deploy) -> None:
    """On `invitation.made`: write to the friend."""
    send_invitation(invitation_id=invitation_id)
