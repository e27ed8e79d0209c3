"""Find who meets the next step, and open a case for each."""

from datetime import datetime

from django.db import transaction

from ambassadors.program.models import AssessmentRun, PromotionCase
from ambassadors.program.queries import programme_at
from ambassadors.program.sql_assess import open_cases
from ambassadors.program.usecases.approve_case import approve_case
from ambassadors.program.usecases.publish_default_programme import publish_default_programme


@transaction.atomic
def assess_everyone(*, at: datetime, slot: str) -> AssessmentRun:
    """
    Assess everyone once a slot; the same slot again returns the first run, untouched.

    A step that asks for no signature is taken at once; its case keeps the evidence.
    """
    publish_default_programme(at=at)
    programme = programme_at(at=at)
    run, is_new = AssessmentRun.objects.get_or_create(
        slot=slot, defaults={"programme": programme, "started_at": at}
    )
    if not is_new:
        return run
    run.opened_count = open_cases(run_id=run.pk, programme_id=programme.pk, at=at)
    run.save(update_fields=["opened_count"])
    for case in PromotionCase.objects.filter(run=run, signatures_needed=0).locked():
        approve_case(case=case, at=at)
    return run
