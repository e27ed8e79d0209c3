"""What settlement asks of contexts to its left."""

from datetime import datetime
from uuid import UUID

from kith.questions import Question


@Question
def sponsored_kinds(*, person_id: UUID, at: datetime) -> set[str]:
    """Ask of what kind the shops are whose owner a person brought, while that is rewarded."""
    raise NotImplementedError
