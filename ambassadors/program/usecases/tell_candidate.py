"""Write to a candidate what became of their case."""

from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from ambassadors.program.models import PromotionCase, TierCode
from ambassadors.program.usecases.decline_case import Reason
from tenants.accounts.queries import person_card

SUBJECTS = {
    "approved": lambda step: _("You are now: %(step)s") % {"step": step},
    "declined": lambda step: _("Not yet: %(step)s") % {"step": step},
    "asked": lambda step: _("A question about your next step: %(step)s") % {"step": step},
}


def tell_candidate(*, case_id: UUID, about: str) -> None:
    """
    Send one letter about a case, in the candidate's language: approved, declined or asked.

    Nobody is asked what they have answered meanwhile.
    """
    case = PromotionCase.objects.get(pk=case_id)
    questions = case.questions.filter(answered_at=None).order_by("asked_at", "pk")
    if about == "asked" and not questions:
        return
    candidate = person_card(case.person_id, with_contact=True)
    with translation.override(candidate.locale):
        step = str(TierCode(case.to_tier).label)
        words = {
            "candidate": candidate,
            "case": case,
            "step": step,
            "about": about,
            "reasons": [str(Reason(code).label) for code in case.reason_codes],
            "questions": questions,
        }
        send_mail(
            subject=SUBJECTS[about](step),
            message=render_to_string("ambassadors/program/letter.txt", words),
            from_email=settings.DEFAULT_FROM_EMAIL,
            recipient_list=[candidate.email or ""],
        )
