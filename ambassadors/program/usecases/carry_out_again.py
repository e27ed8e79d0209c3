"""Take up an approval again that stopped on the way."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ambassadors.program.events import CaseRetried
from ambassadors.program.models import PromotionCase
from ambassadors.program.usecases.provision_reseller import NotApproved
from kith.outbox import publish


@transaction.atomic
def carry_out_again(*, case_id: UUID) -> PromotionCase:
    """
    Have an approval carried out now instead of at the next try; one that is stays as it is.

    :raises NotApproved: nobody approved it
    """
    case = PromotionCase.objects.locked().get(pk=case_id)
    if not case.is_approved:
        raise NotApproved(_("Nobody approved this step yet."))
    if case.carried_out_at is None:
        publish(CaseRetried(case_id=case.uuid, to_tier=case.to_tier))
    return case
