"""Lead a person to the hosted page where a card is kept."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from billing.invoicing.events import CardPageOpened
from billing.invoicing.hosted_pages import PAGE_LIFE, Payable, open_page
from billing.invoicing.queries import customer_of
from billing.invoicing.usecases.finish_card_page import finish_card_page
from kith.money import Money
from kith.outbox import publish
from kith.wall import required_tenant

# The page is closed by then, whatever became of it.
AFTERWARDS = PAGE_LIFE + timedelta(minutes=1)


def open_card_page(*, person_id: UUID, email: str, return_url: str, at: datetime) -> str:
    """
    Return the address where a card is kept; a second click gets the same one.

    Who never comes back from it is looked after once the page is closed.
    """
    # A page that did its work is not handed out again.
    finish_card_page(person_id=person_id, at=at)
    payable = Payable(
        amount=Money.zero(required_tenant().currency),
        label="",
        reference="",
        customer_email=email,
        person_id=person_id,
        customer=customer_of(person_id=person_id),
    )
    url = open_page(payable=payable, return_url=return_url, cancel_url=return_url, at=at)
    with transaction.atomic():
        publish(CardPageOpened(person_id=person_id), available_at=at + AFTERWARDS)
    return url
