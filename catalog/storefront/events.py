"""What happens on a shop's shelf."""

from uuid import UUID

from kith.money import Money
from kith.outbox import Event


class OfferPublished(Event, name="offer.published"):
    """An offer went on sale."""

    offer_code: str


class PriceTakenBack(Event, name="offer.price_taken_back"):
    """Somebody put back a price that somebody else had changed."""

    offer_code: str
    changed_by: UUID
    taken_back_by: UUID
    changed: Money
    earlier: Money


class OffersStopped(Event, name="offers.stopped"):
    """The network took offers off the shelf: what they are made of is gone, or costs otherwise."""

    offer_codes: tuple[str, ...]
