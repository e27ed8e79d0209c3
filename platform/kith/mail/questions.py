"""What mail asks of whoever knows the shops."""

from uuid import UUID

from kith.mail.letterhead import Letterhead
from kith.questions import Question


@Question
def letterhead_of(*, tenant_id: UUID | None, language: str) -> Letterhead:
    """
    Ask for the paper of a shop, whether it is open or suspended; None is the network's own.

    Its words are in that language, in the shop's own where none is named.
    """
    raise NotImplementedError
