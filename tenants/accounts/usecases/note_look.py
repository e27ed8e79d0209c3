"""Write down what a helper looked at."""

from datetime import datetime
from uuid import UUID

from kith.wall import public_side
from tenants.accounts.models import LentLook


@public_side
def note_look(*, view_id: UUID, path: str, was_refused: bool, at: datetime) -> None:
    """Keep one look, so that the owner sees it."""
    LentLook.objects.create(view_id=view_id, path=path[:300], was_refused=was_refused, looked_at=at)
