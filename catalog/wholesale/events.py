"""What happens to the telco's catalogue."""

from kith.outbox import Event


class CatalogImported(Event, name="catalog.imported"):
    """A file changed the catalogue at these codes."""

    codes: tuple[str, ...]
