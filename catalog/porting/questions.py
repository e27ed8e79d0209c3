"""What porting asks of contexts to its left."""

from datetime import datetime
from uuid import UUID

from kith.money import Money
from kith.questions import Question


@Question
def owed_by(*, person_id: UUID) -> list[Money]:
    """Ask what a person's bills here still ask for, by currency."""
    raise NotImplementedError


@Question
def guest_token(*, line_id: UUID) -> str:
    """Ask for the token by which whoever bought a line sees it without an account; empty: none."""
    raise NotImplementedError


@Question
def line_of_guest(*, token: str, at: datetime) -> UUID | None:
    """
    Ask for which line a token still lets its holder ask; None where they sign in for it.

    :raises ObjectDoesNotExist: nobody was given this token here
    """
    raise NotImplementedError
