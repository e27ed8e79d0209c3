"""What lines ask of those to their left."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from kith.questions import Question


@Question
def names_here(*, sold: Collection[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Ask what plans are called in the reader's language, by code and the name when sold."""
    raise NotImplementedError


@Question
def pay_link_of_line(*, line_id: UUID, at: datetime) -> str:
    """Ask where the one open bill of a line is paid without signing in; empty with none or more."""
    raise NotImplementedError


@Question
def numbers_coming(*, line_ids: Collection[UUID], at: datetime) -> dict[UUID, str]:
    """Ask, of each line that waits for its owner's number, how that stands, in a sentence."""
    raise NotImplementedError
