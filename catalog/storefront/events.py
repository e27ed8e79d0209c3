"""What happens on a shop's shelf."""

from kith.outbox import Event


class OfferPublished(Event, name="offer.published"):
    """An offer went on sale."""

    offer_code: str
