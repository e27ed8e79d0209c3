"""Take the step a case proposes."""

from datetime import datetime

from ambassadors.program.events import CaseApproved
from ambassadors.program.models import PromotionCase, Standing, TierCode
from kith.outbox import publish
from tenants.accounts.usecases.grant_role import grant_role


def approve_case(*, case: PromotionCase, at: datetime) -> PromotionCase:
    """
    Close a locked case as approved, move its person, and tell who carries it out.

    Called under the case's lock by whoever found it complete: the last signer, or the
    assessment where no signature is asked. The shop itself is made by a reaction.
    """
    case.decide(outcome=PromotionCase.Outcome.APPROVED, at=at)
    if case.to_tier == TierCode.AMBASSADOR:
        case.carried_out_at = at
    case.save(update_fields=["outcome", "decided_at", "carried_out_at"])
    Standing.objects.current().filter(person_id=case.person_id).update(ends_at=at)
    Standing.objects.create(
        person_id=case.person_id, tier_code=case.to_tier, starts_at=at, case=case
    )
    if case.to_tier == TierCode.AMBASSADOR:
        grant_role(
            person_id=case.person_id,
            role=TierCode.AMBASSADOR,
            tenant_id=None,
            granted_by=None,
            at=at,
        )
    publish(CaseApproved(case_id=case.uuid, to_tier=case.to_tier), key=f"case.approved:{case.uuid}")
    return case
