"""What accounts, and the shops above it, ask of contexts to their left."""

from kith.questions import Question
from tenants.accounts.queries import PersonCard


@Question
def find_encourager(*, text: str) -> list[PersonCard]:
    """Ask who a handle or a code means; nobody is an empty list."""
    raise NotImplementedError
