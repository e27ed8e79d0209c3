"""What happens to a shop's own words."""

from kith.outbox import Event


class ShopDescribed(Event, name="shop.described"):
    """A shop's name and words were set."""

    name: str
