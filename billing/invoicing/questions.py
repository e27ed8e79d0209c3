"""What invoicing asks of contexts to its left."""

from datetime import datetime
from uuid import UUID

from kith.questions import Question


@Question
def sponsor_of_seller(*, tenant_id: UUID, at: datetime) -> UUID | None:
    """Ask who encouraged a seller and shares in what it sells then."""
    raise NotImplementedError
