"""Orders of one shop in one window: placed, paid, fulfilled, welcomed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from ambassadors.circle.usecases.invite_friend import CircleFull, invite_friend
from ambassadors.circle.usecases.welcome_customer import welcome_customer
from billing.gateway import CardAnswer
from billing.invoicing.usecases.save_card import save_card
from catalog.ordering.models import Order
from catalog.ordering.usecases.confirm_payment import confirm_payment
from catalog.ordering.usecases.fulfil_order import fulfil_order
from catalog.ordering.usecases.place_order import place_order
from catalog.ordering.usecases.post_sim_card import post_sim_card
from kith.money import Money
from kith.wall import in_one_go, required_tenant
from outside.demo.plan import TOWN_MAIL, Buyer
from outside.demo.processor import Paid, PastProcessor, Taken
from outside.demo.shelf import offer_code
from tenants.accounts.queries import person_by_email
from tenants.accounts.usecases.join_tenant import join_tenant

TO_PAY, TO_FULFIL, TO_ANSWER = timedelta(minutes=2), timedelta(seconds=3), timedelta(seconds=9)
TO_POST = timedelta(days=1, hours=2)
# How many let their card be kept, and what the stand-in's cards look like.
CARD_SHARE = 0.8
FACE = ("visa", "4242", 12, 2034)


def sell(*, buyers: Sequence[Buyer], processor: PastProcessor, until: datetime) -> None:
    """
    Let these buyers order at the current shop, pay, and get their line.

    The buyers pay together, so that the processor is asked once.
    """
    for buyer in buyers:
        if buyer.is_invited:
            _invite(buyer)
    came = {buyer.email for buyer in buyers}
    # Whoever names somebody of these buyers comes after them: a friend is known once they paid.
    for wave in (
        [buyer for buyer in buyers if buyer.friend_of not in came],
        [buyer for buyer in buyers if buyer.friend_of in came],
    ):
        _sell(wave, processor, until)


def _sell(buyers: Sequence[Buyer], processor: PastProcessor, until: datetime) -> None:
    if not buyers:
        return
    with in_one_go():
        orders = [place(buyer=buyer, at=buyer.ordered_at) for buyer in buyers]
        payments = processor.pay([_paid(order) for order in orders])
        for buyer, order, payment in zip(buyers, orders, payments, strict=True):
            _follow(buyer, order, payment, until)


def _follow(buyer: Buyer, order: Order, payment: Taken, until: datetime) -> None:
    paid_at = order.placed_at + TO_PAY
    paid = confirm_payment(order_id=order.pk, payment_reference=payment.payment_intent, at=paid_at)
    if paid.keeps_card and paid.person_id:
        card = CardAnswer(payment.payment_method, payment.customer, *FACE)
        save_card(person_id=paid.person_id, card=card, at=paid_at)
    fulfil_order(order_id=order.pk, at=paid_at + TO_FULFIL)
    welcome_customer(order_id=order.pk, at=paid_at + TO_ANSWER)
    if buyer.sim_form == "physical" and paid_at + TO_POST < until:
        post_sim_card(order_id=order.pk, at=paid_at + TO_POST)


def pay(*, order: Order, processor: PastProcessor, at: datetime) -> None:
    """Let an order be paid at that moment, and nothing more."""
    reference = processor.pay([_paid(order)])[0]
    confirm_payment(order_id=order.pk, payment_reference=reference.payment_intent, at=at)


def place(*, buyer: Buyer, at: datetime) -> Order:
    """Place a buyer's order at that moment, and nothing more."""
    # Only players are known before they buy.
    known = None if buyer.email.endswith(TOWN_MAIL) else person_by_email(buyer.email)
    if known:
        # They signed in to buy, and so became known to this shop.
        join_tenant(person_id=known.id, tenant_id=required_tenant().uuid, at=at)
    is_card = buyer.sim_form == "physical"
    return place_order(
        offer_code=offer_code(buyer.plan),
        contact_name=buyer.name,
        contact_email=buyer.email,
        contact_phone="",
        person_id=known.id if known else None,
        encouraged_by=_friend(buyer),
        sim_form=buyer.sim_form,
        delivery_address=f"{buyer.name}\nCalle del Mar 12\n46001 Valencia" if is_card else "",
        key=buyer.key,
        has_card_consent=keeps_card(buyer),
        at=at,
    )


def _friend(buyer: Buyer) -> UUID | None:
    friend = person_by_email(buyer.friend_of) if buyer.friend_of else None
    return friend.id if friend else None


def _invite(buyer: Buyer) -> None:
    """The owner invited them a few days before; a full circle lets them come by themselves."""
    try:
        invite_friend(
            name=buyer.name.split()[0],
            sent_to=buyer.email,
            words="Come and see. I will help you set it up.",
            at=buyer.ordered_at - timedelta(days=3),
        )
    except CircleFull:
        return


def keeps_card(buyer: Buyer) -> bool:
    """Say whether the buyer lets the card be kept: most do."""
    if buyer.key.startswith("demo:odd"):
        return False
    # Those the demo signs in as show what it looks like.
    return not buyer.email.endswith(TOWN_MAIL) or Random(buyer.key).random() < CARD_SHARE


def _paid(order: Order) -> Paid:
    return Paid(
        amount=Money(order.total_minor, order.currency),
        label=order.offer_name,
        reference=order.number,
        email=order.contact_email,
        at=order.placed_at + TO_PAY,
        keeps_card=order.keeps_card,
    )
