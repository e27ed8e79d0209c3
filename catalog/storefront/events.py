"""What happens on a shop's shelf."""

from kith.outbox import Event


class OfferPublished(Event, name="offer.published"):
    """An offer went on sale."""

    offer_code: str


class OffersStopped(Event, name="offers.stopped"):
    """The network took offers off the shelf: what they are made of is gone, or costs otherwise."""

    offer_codes: tuple[str, ...]
