"""Ask a candidate something before deciding."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ambassadors.program.events import CaseAsked
from ambassadors.program.models import CaseQuestion, PromotionCase
from ambassadors.program.usecases.sign_case import AlreadyDecided
from kith.errors import DomainError
from kith.outbox import publish

LONGEST_QUESTION = 500


class EmptyQuestion(DomainError):
    code = "case.empty_question"


@transaction.atomic
def ask_candidate(*, case_id: UUID, by: UUID, text: str, at: datetime) -> CaseQuestion:
    """
    Put a question to the candidate; the same words while unanswered are asked once.

    :raises EmptyQuestion: there are no words, or too many
    :raises AlreadyDecided: the case is closed
    """
    words = text.strip()
    if not words or len(words) > LONGEST_QUESTION:
        raise EmptyQuestion(
            _("A question has between 1 and 500 characters."), mend=_("Write one clear question.")
        )
    case = PromotionCase.objects.locked().get(pk=case_id)
    if not case.is_open:
        raise AlreadyDecided(_("This case was decided in the meantime."))
    question, is_new = case.questions.get_or_create(
        text=words, answered_at=None, defaults={"asked_by": by, "asked_at": at}
    )
    if is_new:
        publish(CaseAsked(case_id=case.uuid, question_id=question.pk))
    return question
