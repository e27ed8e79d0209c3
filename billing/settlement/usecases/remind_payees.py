"""Ask those who cannot be paid for what is missing."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from billing.settlement.events import PayeeReminded
from billing.settlement.models import Payee
from billing.settlement.unpaid import PAUSE, latest_of, payees_of, people_behind, unpaid
from kith.audit.record import record
from kith.errors import DomainError
from kith.outbox import publish_many
from kith.wall import public_side


class NobodyToRemind(DomainError):
    """They can be paid, are due nothing, were stopped by us, or nobody stands behind them."""

    code = "payee.nobody_to_remind"


class RemindedLately(DomainError):
    """Whoever is asked every day stops reading."""

    code = "payee.reminded_lately"


@public_side
@transaction.atomic
def remind_payees(*, payee_ids: Collection[UUID], by: UUID, at: datetime) -> int:
    """
    Write to whoever stands behind these payees; returns to how many people.

    One letter a person and week, whatever the number of their accounts: who was reminded lately
    is left out. Whom we stopped ourselves is not asked for anything.

    :raises NobodyToRemind: none of them lacks anything that they could mend
    :raises RemindedLately: all of them were reminded within a week
    """
    people = set(people_behind(Payee.objects.filter(pk__in=payee_ids)).values())
    # Two at once wait here: the second reads what the first wrote.
    locked = {row.pk: row for row in payees_of(people).locked()}
    behind = people_behind(locked.values())
    missing: dict[UUID, list[Payee]] = {}
    for one in unpaid(at=at, among=locked):
        if one.payee.blocked_at is None:
            missing.setdefault(behind[one.payee.pk], []).append(one.payee)
    if not missing:
        raise NobodyToRemind(
            _("Nobody is left who lacks payout details"),
            mend=_("They can be paid by now, or are stopped by us. Load the page again."),
        )
    latest = latest_of(locked.values(), behind)
    due = {person for person in missing if person not in latest or latest[person] <= at - PAUSE}
    if not due:
        raise RemindedLately(
            _("They were reminded less than %(days)s days ago") % {"days": PAUSE.days},
            mend=_("Give them the time to answer."),
        )
    reminded = [payee for person in sorted(due) for payee in missing[person]]
    Payee.objects.filter(pk__in=[payee.pk for payee in reminded]).update(reminded_at=at)
    for payee in reminded:
        record(
            "payee.reminded",
            actor_id=by,
            subject=f"payee:{payee.pk}",
            detail={"payee": payee.display_name},
            at=at,
        )
    publish_many(
        {f"{person}:{at.isoformat()}": PayeeReminded(person_id=person) for person in sorted(due)}
    )
    return len(due)
