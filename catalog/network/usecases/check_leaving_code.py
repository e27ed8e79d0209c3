"""Answer the network whether a number may leave by a code."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from catalog.network.events import LeavingCodeTried
from catalog.network.leaving import MOST_WRONG, is_right
from catalog.network.models import LeavingCode
from kith.limits.allowances import Rate, TooOften, spend
from kith.outbox import publish
from kith.wall import public_side

# Asked about a number that has no code; real ones are asked for once or twice.
ASKED_IN_VAIN = Rate(10, timedelta(days=1))
# Said alike of a number that is not ours, so that nobody learns which numbers are.
WRONG = "the code does not fit the number"


@dataclass(frozen=True)
class Verdict:
    """What the network is answered."""

    is_right: bool
    reason: str = ""


@public_side
@transaction.atomic
def check_leaving_code(
    *, move_id: str, e164: str, code: str, operator: str, at: datetime
) -> Verdict:
    """
    Say whether the code lets the number leave; the same move asked again is answered alike.

    Each wrong one is told to the number's holder, and the fifth ends the code.
    """
    row = LeavingCode.objects.locked().filter(e164=e164, ended_at=None).first()
    if row is None:
        return _without_code(e164, at)
    if row.good_until <= at:
        row.ended_at = at
        row.save(update_fields=["ended_at"])
        return Verdict(False, "the code is older than 30 days")
    right = is_right(e164=e164, code=code, digest=row.digest)
    if right and row.move_id and row.move_id != move_id:
        return Verdict(False, "another operator is taking the number already")
    if right:
        row.move_id = move_id
    else:
        row.wrong_count += 1
        if row.wrong_count >= MOST_WRONG and not row.move_id:
            row.ended_at = at
    row.save(update_fields=["move_id", "wrong_count", "ended_at"])
    left = max(0, MOST_WRONG - row.wrong_count)
    publish(
        LeavingCodeTried(code_id=row.pk, operator=operator, is_right=right, tries_left=left),
        key=f"{row.pk}:{move_id if right else row.wrong_count}",
        to_tenant=row.tenant_id,
    )
    return Verdict(right, "" if right else WRONG)


def _without_code(e164: str, at: datetime) -> Verdict:
    try:
        spend("leaving-code", by=e164, rate=ASKED_IN_VAIN, at=at)
    except TooOften:
        return Verdict(False, "asked too often; try again tomorrow")
    return Verdict(False, WRONG)
