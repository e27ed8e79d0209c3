"""What the pages' own doors ask of those who know people."""

from uuid import UUID

from kith.questions import Question


@Question
def choose_language(*, person_id: UUID, language: str) -> None:
    """Keep the language that somebody chose, for the whole network."""
    raise NotImplementedError
