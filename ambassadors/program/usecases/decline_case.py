"""Say no to a promotion, with reasons and a day to look again."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ambassadors.program.events import CaseDeclined
from ambassadors.program.models import PromotionCase, Signature
from ambassadors.program.usecases.sign_case import AlreadyDecided, OwnCase
from kith.audit.record import record
from kith.errors import DomainError
from kith.outbox import publish
from kith.wall import day_here


class Reason(models.TextChoices):
    """Why a promotion may be declined; the candidate reads the label."""

    FELL_SHORT = "fell_short", gettext_lazy("The numbers no longer hold")
    EVIDENCE_UNCLEAR = "evidence_unclear", gettext_lazy("The evidence is not clear yet")
    OPEN_QUESTION = "open_question", gettext_lazy("A question was left open")
    OPEN_HOLD = "open_hold", gettext_lazy("A referral or payment is being looked at")
    TOO_EARLY = "too_early", gettext_lazy("It is too early for this step")


class DeclinedWithoutReason(DomainError):
    code = "case.declined_without_reason"


class RetryNotAhead(DomainError):
    code = "case.retry_not_ahead"


@transaction.atomic
def decline_case(
    *,
    case_id: UUID,
    by: UUID,
    reason_codes: Collection[str],
    text: str,
    retry_on: date,
    at: datetime,
) -> PromotionCase:
    """
    Close one case as declined; declining it again changes nothing.

    The person is not assessed for this step before `retry_on`.

    :raises DeclinedWithoutReason: no reason the candidate could act on
    :raises RetryNotAhead: the day to look again is not in the future
    :raises OwnCase: the decider is the candidate
    :raises AlreadyDecided: the case was approved
    """
    reasons = [code for code in Reason.values if code in reason_codes]
    if not reasons or not text.strip():
        raise DeclinedWithoutReason(
            _("A refusal needs a reason and a sentence."),
            mend=_("Choose at least one reason and say what would change your mind."),
        )
    if retry_on <= day_here(at):
        raise RetryNotAhead(
            _("The next look must be on a later day."), mend=_("Choose a day after today.")
        )
    case = PromotionCase.objects.locked().get(pk=case_id)
    if by == case.person_id:
        raise OwnCase(_("Nobody decides their own promotion."))
    if case.outcome == PromotionCase.Outcome.DECLINED:
        return case
    if not case.is_open:
        raise AlreadyDecided(_("This case was decided in the meantime."))
    case.decide(outcome=PromotionCase.Outcome.DECLINED, at=at)
    case.reason_codes, case.reason_text, case.retry_on = reasons, text.strip(), retry_on
    case.save(update_fields=["outcome", "decided_at", "reason_codes", "reason_text", "retry_on"])
    case.signatures.update_or_create(
        person_id=by,
        defaults={"verdict": Signature.Verdict.DECLINED, "note": text.strip()[:300], "at": at},
    )
    record(
        "case.declined", actor_id=by, subject=f"case:{case.uuid}", detail={"why": reasons}, at=at
    )
    publish(CaseDeclined(case_id=case.uuid), key=f"case.declined:{case.uuid}")
    return case
