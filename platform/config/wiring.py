"""Who reacts to what, and who answers what: the one file where an arrow points up."""

from typing import Any

from config.permissions import ROLE_PERMISSIONS
from kith.outbox.reactions import react_with
from kith.permissions import grant_by_role
from kith.questions import answer_with
from tenants.accounts.queries import roles_of

REACTIONS: dict[str, list[Any]] = {}
ANSWERS: dict[str, Any] = {}


def wire() -> None:
    """Connect events, questions and permissions; called once when Django is ready."""
    react_with(REACTIONS)
    answer_with(ANSWERS)
    grant_by_role(ROLE_PERMISSIONS, roles_of=roles_of)
