"""Give a shop its name and its voice."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from kith.audit.record import record
from kith.errors import DomainError
from kith.outbox import publish
from kith.translated import Translations, worth_keeping
from kith.wall import required_tenant
from tenants.registry.queries import home_tenant
from tenants.registry.reserved import check_name, check_name_is_free
from tenants.registry.usecases.rename_tenant import rename_tenant
from tenants.workspace.events import ShopDescribed
from tenants.workspace.models import ONLY, Workspace


class ShopNeedsAName(DomainError):
    """A shop without a name cannot be found or trusted."""

    code = "shop.needs_a_name"


@transaction.atomic
def describe_shop(
    *,
    name: str,
    at: datetime,
    tagline: str = "",
    about: str = "",
    support_email: str = "",
    support_hours: str = "",
    languages: list[str] | None = None,
    by: UUID | None = None,
    translations: Translations | None = None,
) -> Workspace:
    """
    Set the words a shop introduces itself with, here and in the network's directory.

    What a shop is called now it may stay; who gave it another name stands in the audit.
    Without `translations` those it has stay; of those given it keeps the ones it still speaks.

    :raises ShopNeedsAName: the name is blank
    :raises NameRefused: it would be taken for the telco's own shop, or for another
    """
    tenant = required_tenant()
    name = " ".join(name.split())
    if not name:
        raise ShopNeedsAName(_("A shop needs a name."), mend=_("Write what people will call it."))
    if name != tenant.name and not tenant.is_home:
        check_name(name, telco=home_tenant().name)
        check_name_is_free(name, besides=tenant.uuid)
        record(
            "shop.renamed",
            actor_id=by,
            subject=f"tenant:{tenant.uuid}",
            detail={"from": tenant.name, "to": name},
            at=at,
        )
    spoken = [code for code in languages or [] if code in dict(settings.LANGUAGES)]
    spoken = spoken or [tenant.locale[:2]]
    known = Workspace.objects.filter(pk=ONLY).values_list("described_at", flat=True).first()
    words: dict[str, object] = {
        "name": name,
        "tagline": " ".join(tagline.split()),
        "about": about.strip(),
        "support_email": support_email.strip(),
        "support_hours": support_hours.strip(),
        "languages": spoken,
        "described_at": known or at,
    }
    if translations is not None:
        # The form no longer shows those of a language that was dropped: nobody could change them.
        kept = worth_keeping(translations)
        words["translations"] = {code: kept[code] for code in spoken if code in kept}
    workspace, _is_new = Workspace.objects.update_or_create(pk=ONLY, defaults=words)
    rename_tenant(
        tenant_id=tenant.uuid,
        name=name,
        tagline=workspace.tagline,
        translations=workspace.translations,
    )
    publish(ShopDescribed(name=name))
    return workspace
