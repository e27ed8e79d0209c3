"""Write to a candidate what became of their case."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.utils.translation import override

from ambassadors.program.mails import CaseApprovedMail, CaseAskedMail, CaseDeclinedMail
from ambassadors.program.models import PromotionCase
from ambassadors.program.usecases.decline_case import Reason
from kith.mail import Mail
from kith.mail.sending import send_mail_once
from tenants.accounts.readers import reader_of
from tenants.registry.queries import page_address


def tell_candidate(*, case_id: UUID, about: str, delivery_id: int, at: datetime) -> bool:
    """
    Send one mail about a case, in the candidate's language: `approved`, `declined` or `asked`.

    Nobody is asked what they have answered meanwhile. Returns whether a mail went out.
    """
    case = PromotionCase.objects.get(pk=case_id)
    reader = reader_of(person_id=case.person_id)
    with override(reader.language):
        mail = _WRITTEN[about](case, page_address("my-path", tenant_id=None))
    # A case may be asked about more than once.
    return mail is not None and send_mail_once(
        mail, about=delivery_id, to=reader, tenant_id=None, at=at
    )


def _approved(case: PromotionCase, url: str) -> Mail:
    return CaseApprovedMail(tier=case.to_tier, url=url)


def _declined(case: PromotionCase, url: str) -> Mail:
    return CaseDeclinedMail(
        tier=case.to_tier,
        reasons=tuple(str(Reason(code).label) for code in case.reason_codes),
        text=case.reason_text,
        retry_on=case.retry_on,
        url=url,
    )


def _asked(case: PromotionCase, url: str) -> Mail | None:
    questions = case.questions.filter(answered_at=None).order_by("asked_at", "pk")
    if not questions:
        return None
    return CaseAskedMail(tier=case.to_tier, questions=tuple(one.text for one in questions), url=url)


_WRITTEN: dict[str, Callable[[PromotionCase, str], Mail | None]] = {
    "approved": _approved,
    "declined": _declined,
    "asked": _asked,
}
