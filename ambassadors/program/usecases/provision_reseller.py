"""Make the shop an approval promised."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from ambassadors.program.models import PromotionCase, TierCode
from kith.errors import DomainError
from tenants.accounts.queries import person_card
from tenants.accounts.usecases.grant_role import grant_role
from tenants.registry.reserved import LONGEST, SlugRefused, check_slug, slug_from
from tenants.registry.steps import making_of, take_step
from tenants.registry.usecases.provision_tenant import provision_tenant

# What is put after a handle when its plain form is taken as an address.
ENDINGS = ("", "-shop", "-mobile", "-calls", *(f"-{number}" for number in range(2, 100)))


class NotApproved(DomainError):
    code = "case.not_approved"


def provision_reseller(*, case_id: UUID, at: datetime) -> PromotionCase:
    """
    Make the new reseller's shop and hand it to them; running again goes on where it stopped.

    :raises NotApproved: the case proposes no shop, or nobody approved it
    """
    case = PromotionCase.objects.get(pk=case_id)
    if not case.is_approved or case.to_tier != TierCode.RESELLER:
        raise NotApproved(_("There is no approved step to reseller here."))
    if case.carried_out_at:
        return case
    owner, begun = person_card(case.person_id), making_of(key=case.shop_key)
    shop = provision_tenant(
        slug=begun.slug if begun else _free_slug(owner.handle),
        name=owner.name,
        kind=TierCode.RESELLER,
        owner_id=case.person_id,
        key=case.shop_key,
        at=at,
    )

    def hand_over() -> None:
        grant_role(
            person_id=case.person_id,
            role=TierCode.RESELLER,
            tenant_id=shop.uuid,
            granted_by=None,
            at=at,
        )
        case.tenant_id, case.carried_out_at = shop.uuid, at
        case.save(update_fields=["tenant_id", "carried_out_at"])

    take_step(tenant=shop, name="keys", work=hand_over, at=at)
    return case


def _free_slug(handle: str) -> str:
    """Return the address nearest to the handle that nobody has and nothing is confused with."""
    base = slug_from(handle)
    for ending in ENDINGS:
        wanted = f"{base[: LONGEST - len(ending)]}{ending}"
        try:
            check_slug(wanted)
        except SlugRefused:
            continue
        return wanted
    raise LookupError(f"no address is left for {handle}")
