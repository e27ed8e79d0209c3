"""Keep the directory's name of a tenant in step with its shop."""

from uuid import UUID

from django.db import transaction

from kith.translated import NONE, Translations
from kith.wall import forget_tenants, public_side
from tenants.registry.models import Tenant


@public_side
@transaction.atomic
def rename_tenant(
    *, tenant_id: UUID, name: str, tagline: str, translations: Translations = NONE
) -> None:
    """Set the name under which the directory lists a tenant, and the line in its languages."""
    lines = {
        code: {"tagline": words["tagline"]}
        for code, words in translations.items()
        if words.get("tagline")
    }
    Tenant.objects.filter(pk=tenant_id).update(name=name, tagline=tagline, translations=lines)
    transaction.on_commit(forget_tenants)
