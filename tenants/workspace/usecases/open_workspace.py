"""Make the one row of a workspace where it is missing."""

from django.db import transaction

from kith.wall import required_tenant
from tenants.workspace.models import ONLY, Workspace


@transaction.atomic
def open_workspace() -> Workspace:
    """Return this tenant's workspace, locked; made with the tenant's name when it was not there."""
    tenant = required_tenant()
    Workspace.objects.get_or_create(
        pk=ONLY, defaults={"name": tenant.name, "languages": [tenant.locale[:2]]}
    )
    return Workspace.objects.select_for_update().get(pk=ONLY)
