"""Put one's name under a promotion."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ambassadors.program.models import Measure, PromotionCase, Signature
from ambassadors.program.queries import weigh
from ambassadors.program.usecases.approve_case import approve_case
from kith.audit.record import record
from kith.errors import DomainError


class OwnCase(DomainError):
    code = "case.own"


class AlreadyDecided(DomainError):
    code = "case.already_decided"


class NoLongerQualifies(DomainError):
    """The person has fallen short since the case was opened; the message says of what."""

    code = "case.no_longer_qualifies"


class QuestionUnanswered(DomainError):
    """The candidate was asked something and has not answered; the message says what."""

    code = "case.question_unanswered"


@transaction.atomic
def sign_case(
    *, case_id: UUID, by: UUID, at: datetime, note: str = "", is_answer_needed: bool = True
) -> PromotionCase:
    """
    Sign one case; the signature that completes it promotes the person.

    Signing again returns the case as it is: two signatures are two people. Whoever signs without
    an answer that the candidate still owes says so, and the audit keeps it.

    :raises OwnCase: the signer is the candidate
    :raises AlreadyDecided: the case is closed, and not by this signer
    :raises NoLongerQualifies: the person no longer meets what the case rests on
    :raises QuestionUnanswered: the candidate was asked and has not answered
    """
    case = PromotionCase.objects.locked().get(pk=case_id)
    if by == case.person_id:
        raise OwnCase(
            _("Nobody signs their own promotion."), mend=_("Ask a colleague to look at it.")
        )
    signed = case.signatures.filter(verdict=Signature.Verdict.SIGNED)
    if signed.filter(person_id=by).exists():
        return case
    if not case.is_open:
        raise AlreadyDecided(
            _("This case was decided in the meantime."), mend=_("Reload the page to see how.")
        )
    _refuse_who_fell_short(case, at)
    owed = list(case.questions.filter(answered_at=None).order_by("asked_at", "pk"))
    if owed and is_answer_needed:
        raise QuestionUnanswered(
            _("The candidate has not answered: “%(question)s”") % {"question": owed[0].text},
            mend=_("Wait for the answer, or say below that you sign without it."),
        )
    case.signatures.create(person_id=by, verdict=Signature.Verdict.SIGNED, note=note.strip(), at=at)
    record(
        "case.signed",
        actor_id=by,
        subject=f"case:{case.uuid}",
        detail={"note": note} | ({"unanswered": [one.text for one in owed]} if owed else {}),
        at=at,
    )
    if signed.count() < case.signatures_needed:
        return case
    return approve_case(case=case, at=at)


def _refuse_who_fell_short(case: PromotionCase, at: datetime) -> None:
    """Weigh the person again by the rules the case was opened under."""
    opened_with = dict(case.criteria.values_list("code", "value"))
    fallen = [
        _("%(label)s: %(value)s now, %(threshold)s needed (%(before)s when the case was opened)")
        % {
            "label": Measure(row.code).label,
            "value": row.value,
            "threshold": row.threshold,
            "before": opened_with.get(row.code, "–"),
        }
        for row in weigh(person_id=case.person_id, programme=case.run.programme, at=at)
        if not row.is_met
    ]
    if fallen:
        raise NoLongerQualifies(
            _("This person no longer qualifies. %(what)s.") % {"what": "; ".join(fallen)},
            mend=_("Decline with this reason, or wait: the numbers are checked at each signature."),
        )
