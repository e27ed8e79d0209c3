"""What of a person stands in the programme."""

from django.db.models import Case, Value, When

from ambassadors.program.models import (
    CaseCriterion,
    CaseQuestion,
    CircleMeasure,
    PromotionCase,
    Standing,
)
from kith.belongings import GONE, Belongings

# What nobody answered has no answer to be replaced.
_ANSWERED = Case(When(answered_at=None, then=Value("")), default=Value(GONE))
WHY = "who stood on which step, and why: what two people signed"

BELONGINGS = [
    Belongings(Standing, of="person_id", name="steps", stays=WHY),
    Belongings(CircleMeasure, of="person_id", name="circle-measures", goes=True),
    Belongings(
        PromotionCase,
        of="person_id",
        name="promotion-cases",
        erased={"reason_text": ""},
        stays=WHY,
    ),
    Belongings(
        CaseCriterion,
        of="case__person_id",
        name="promotion-criteria",
        others=frozenset({"evidence"}),
        stays=WHY,
    ),
    Belongings(
        CaseQuestion,
        of="case__person_id",
        name="promotion-questions",
        others=frozenset({"asked_by"}),
        erased={"answer": _ANSWERED, "text": GONE},
        stays=WHY,
    ),
]

MENTIONS = dict.fromkeys(
    (
        "program.Programme.published_by",
        "program.Retraction.by",
        "program.Signature.person_id",
    ),
    "who signed what the whole network goes by: proof, kept for ever",
)
