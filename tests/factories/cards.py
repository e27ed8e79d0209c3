"""Cards kept at the stand-in, and renewals that want paying."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

from billing.gateway import gateway
from billing.invoicing.models import Charge, Invoice, SavedCard
from billing.invoicing.usecases.bill_renewals import Renewal, bill_renewals
from billing.invoicing.usecases.save_card import save_card
from outside.stripe.testing import PAYS, FakeStripe
from tests.factories.lines import a_line


def a_saved_card(fake_stripe: FakeStripe, *, person_id: UUID, number: str = PAYS) -> SavedCard:
    """Save a card as its owner would, by a page of its own."""
    now = datetime.now(UTC)
    page = gateway().create_card_page(
        key=f"test:{uuid4()}",
        currency="EUR",
        customer_email="ana@example.org",
        success_url="http://acme.kith.localhost/my/card/",
        cancel_url="http://acme.kith.localhost/my/card/",
        expires_at=now + timedelta(minutes=45),
    )
    fake_stripe.control.pay(page.id, card=number)
    answer = gateway().saved_card(gateway().retrieve_checkout(page.id).saved_method or "")
    card = save_card(person_id=person_id, card=answer, at=now)
    assert card is not None
    return card


def a_renewal(
    *, person_id: UUID, line_id: UUID | None = None, at: datetime | None = None, n: int = 0
) -> Invoice:
    """Bill one more month of a line; a card that is kept is to be charged for it."""
    line_id = line_id or a_line(person_id=person_id, n=n).pk
    period = Renewal(line_id, date(2026, 4, 1), date(2026, 5, 1), at or datetime.now(UTC))
    return bill_renewals(renewals=[period])[0]


def a_frozen_charge(fake_stripe: FakeStripe, *, number: str = PAYS, **particulars) -> Charge:
    """Save a card, and bill a renewal that is to be charged to it."""
    person_id = uuid4()
    a_saved_card(fake_stripe, person_id=person_id, number=number)
    return a_renewal(person_id=person_id, **particulars).charges.get()
