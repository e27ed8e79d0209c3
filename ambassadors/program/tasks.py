"""Doors for the outbox and the timetable. Each makes one call."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from ambassadors.program.models import TierCode
from ambassadors.program.usecases.assess_everyone import assess_everyone
from ambassadors.program.usecases.promote_operator import promote_operator
from ambassadors.program.usecases.provision_reseller import provision_reseller
from ambassadors.program.usecases.tell_candidate import tell_candidate


def assess_tonight(*, at: datetime) -> None:
    """Assess everyone for one night; the same night again does nothing."""
    assess_everyone(at=at, slot=f"{at:%Y-%m-%d}")


def carry_out_approval(*, case_id: str, to_tier: str, **_from_a_newer_deploy) -> None:
    """Make or raise the shop an approval promised; a step without a shop needs nothing."""
    if to_tier == TierCode.RESELLER:
        provision_reseller(case_id=UUID(case_id), at=timezone.now())
    elif to_tier == TierCode.OPERATOR:
        promote_operator(case_id=UUID(case_id), at=timezone.now())


def tell_of_approval(*, case_id: str, **_from_a_newer_deploy) -> None:
    """Write to the person that they took a step."""
    tell_candidate(case_id=UUID(case_id), about="approved")


def tell_of_refusal(*, case_id: str, **_from_a_newer_deploy) -> None:
    """Write to the person why, and when the next look is."""
    tell_candidate(case_id=UUID(case_id), about="declined")


def tell_of_question(*, case_id: str, **_from_a_newer_deploy) -> None:
    """Write to the person that staff asked something."""
    tell_candidate(case_id=UUID(case_id), about="asked")
