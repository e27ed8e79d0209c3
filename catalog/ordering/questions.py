"""What ordering asks of contexts to its left."""

from datetime import datetime
from uuid import UUID

from kith.questions import Question


@Question
def checkout_url(*, order_id: UUID, return_url: str, cancel_url: str, at: datetime) -> str:
    """
    Ask where a buyer pays an order.

    :raises DomainError: it is paid already, or no page opens now
    """
    raise NotImplementedError
