"""What porting asks of contexts to its left."""

from uuid import UUID

from kith.money import Money
from kith.questions import Question


@Question
def owed_by(*, person_id: UUID) -> list[Money]:
    """Ask what a person's bills here still ask for, by currency."""
    raise NotImplementedError
