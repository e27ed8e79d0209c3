"""Note that a shop's link was passed on for the first time."""

from datetime import datetime

from django.db import transaction

from tenants.workspace.usecases.open_workspace import open_workspace


@transaction.atomic
def note_link_passed_on(*, at: datetime) -> None:
    """Remember when the link was first passed on; later times change nothing."""
    workspace = open_workspace()
    if workspace.shared_at is None:
        workspace.shared_at = at
        workspace.save(update_fields=["shared_at"])
