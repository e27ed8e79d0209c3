"""What happens to the telco's catalogue."""

from kith.outbox import Event


class CatalogImported(Event, name="catalog.imported"):
    """A file changed the catalogue at these codes."""

    codes: tuple[str, ...]


class BaseProductsChanged(Event, name="base_products.changed"):
    """What the telco sells at these codes has changed, or is sold no more; each shop hears it."""

    codes: tuple[str, ...]
