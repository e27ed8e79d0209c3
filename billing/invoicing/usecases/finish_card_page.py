"""Find out whether a person had a card kept on the hosted page."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from billing.gateway import gateway
from billing.invoicing.models import CheckoutSession, SavedCard
from billing.invoicing.usecases.save_card import save_card


def finish_card_page(*, person_id: UUID, at: datetime) -> SavedCard | None:
    """
    Keep the card of the person's open page; None where there is none yet. Safe to repeat.

    The processor is asked, never the address somebody comes back by. Outside a transaction.

    :raises GatewayBusy: ask again later
    :raises GatewayUncertain: ask again later
    """
    pages = CheckoutSession.objects.filter(person_id=person_id, ended_at=None)
    session = pages.exclude(stripe_id=None).first()
    if session is None:
        return None
    page = gateway().retrieve_checkout(session.stripe_id or "")
    if page.is_open:
        return None
    card = None
    if page.saved_method:
        kept = gateway().saved_card(page.saved_method)
        card = save_card(person_id=person_id, card=kept, at=at)
    CheckoutSession.objects.filter(pk=session.pk, ended_at=None).update(ended_at=at)
    return card
