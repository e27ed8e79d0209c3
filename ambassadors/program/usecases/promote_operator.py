"""Raise a reseller's shop to a virtual operator's."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ambassadors.program.models import PromotionCase, TierCode
from ambassadors.program.usecases.provision_reseller import NotApproved
from kith.errors import DomainError
from tenants.accounts.usecases.end_role import end_role
from tenants.accounts.usecases.grant_role import grant_role
from tenants.registry.queries import tenant_owned_by
from tenants.registry.usecases.promote_to_operator import promote_to_operator


class NoShopToRaise(DomainError):
    code = "case.no_shop_to_raise"


@transaction.atomic
def promote_operator(*, case_id: UUID, at: datetime) -> PromotionCase:
    """
    Make the person's shop an operator's, roles included; running again changes nothing.

    :raises NotApproved: the case does not propose this, or nobody approved it
    :raises NoShopToRaise: the person has no shop of the telco's brand
    """
    case = PromotionCase.objects.locked().get(pk=case_id)
    if not case.is_approved or case.to_tier != TierCode.OPERATOR:
        raise NotApproved(_("There is no approved step to virtual operator here."))
    if case.carried_out_at:
        return case
    shop = tenant_owned_by(person_id=case.person_id)
    if shop is None or shop.kind == "home":
        raise NoShopToRaise(
            _("This person has no shop to raise."), mend=_("Look whether it was closed.")
        )
    promote_to_operator(tenant_id=shop.uuid, at=at)
    whose = {"person_id": case.person_id, "tenant_id": shop.uuid}
    grant_role(role=TierCode.OPERATOR, granted_by=None, at=at, **whose)
    end_role(role=TierCode.RESELLER, ended_by=None, at=at, **whose)
    case.tenant_id, case.carried_out_at = shop.uuid, at
    case.save(update_fields=["tenant_id", "carried_out_at"])
    return case
