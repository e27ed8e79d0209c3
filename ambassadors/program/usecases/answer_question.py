"""Answer what staff asked about one's own case."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ambassadors.program.models import CaseQuestion
from kith.errors import DomainError


class NotTheCandidate(DomainError):
    code = "case.not_the_candidate"


class EmptyAnswer(DomainError):
    code = "case.empty_answer"


class AlreadyAnswered(DomainError):
    code = "case.already_answered"


@transaction.atomic
def answer_question(*, question_id: int, by: UUID, text: str, at: datetime) -> CaseQuestion:
    """
    Keep the candidate's answer; the same answer again changes nothing.

    :raises NotTheCandidate: somebody else tries to answer
    :raises EmptyAnswer: there are no words
    :raises AlreadyAnswered: another answer is already kept
    """
    question = (
        CaseQuestion.objects.select_for_update(of=("self",))
        .select_related("case")
        .get(pk=question_id)
    )
    if question.case.person_id != by:
        raise NotTheCandidate(_("Only the person this is about can answer."))
    words = text.strip()
    if not words:
        raise EmptyAnswer(_("The answer is empty."), mend=_("Write a sentence or two."))
    if question.answered_at and question.answer != words:
        raise AlreadyAnswered(
            _("You have answered this already."), mend=_("Your first answer was kept.")
        )
    if question.answered_at is None:
        question.answer, question.answered_at = words, at
        question.save(update_fields=["answer", "answered_at"])
    return question
