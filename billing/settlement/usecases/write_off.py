"""Ask that claw-backs of a payee be written off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from billing.settlement.models import Accrual, Payee, WriteOff
from billing.settlement.terms import payout_terms
from billing.settlement.writing_off import carry_out
from kith.audit.record import record
from kith.errors import DomainError, KeyReused
from kith.reasons import read_reason


class SeveralCurrencies(DomainError):
    """The claw-backs chosen are not all in one currency."""

    code = "write_off.several_currencies"


class NothingToWriteOff(DomainError):
    """The payee has no open claw-back."""

    code = "write_off.nothing_owed"


@transaction.atomic
def write_off(
    *,
    payee_id: UUID,
    reason: str,
    key: str,
    by: UUID,
    at: datetime,
    currency: str,
    clawback_ids: Sequence[UUID] | None = None,
) -> WriteOff:
    """
    Write claw-backs off, or wait for a second person where the sum is above a run's limit.

    What was written off for the payee before counts towards the limit. Without
    `clawback_ids` it is about every open claw-back. A request that still waits is replaced.
    The same key again returns the first.

    :raises NoReason, ReasonTooLong: no reason is given, or one that would be cut
    :raises SeveralCurrencies: one of the claw-backs is in another currency
    :raises NothingToWriteOff: none of the claw-backs is open
    :raises KeyReused: the key named a write-off for somebody else
    """
    said = read_reason(reason)
    payee = Payee.objects.locked().get(pk=payee_id)
    if standing := WriteOff.objects.filter(key=key).first():
        if standing.payee_id != payee_id:
            raise KeyReused(what=f"{key} already wrote something off for somebody else")
        return standing
    rows = Accrual.objects.recoverable().filter(payee=payee, currency=currency)
    if clawback_ids is not None:
        _require_one_currency(clawback_ids, currency)
        rows = rows.filter(pk__in=clawback_ids)
    keys = [row.pk for row in rows.locked()]
    owed = -(Accrual.objects.filter(pk__in=keys).aggregate(sum=Sum("amount_minor"))["sum"] or 0)
    if not owed:
        raise NothingToWriteOff(_("%(payee)s owes nothing that is open") % {"payee": payee})
    WriteOff.objects.waiting().filter(payee=payee, currency=currency).update(dropped_at=at)
    asked = WriteOff.objects.create(
        key=key,
        payee=payee,
        amount_minor=owed,
        currency=currency,
        reason=said,
        asked_by=by,
        asked_at=at,
        approvals_needed=_approvals(payee, owed, currency, at),
    )
    Accrual.objects.filter(pk__in=keys).update(write_off=asked)
    record(
        "write_off.asked",
        actor_id=by,
        subject=f"payee:{payee.pk}",
        detail={"write_off": str(asked.pk), "amount": str(asked.amount), "reason": said},
        at=at,
    )
    if asked.approvals_needed == 1:
        carry_out(asked, at=at)
    return asked


def _require_one_currency(clawback_ids: Sequence[UUID], currency: str) -> None:
    others = Accrual.objects.filter(pk__in=clawback_ids).exclude(currency=currency)
    if other := others.order_by("currency", "pk").first():
        raise SeveralCurrencies(
            _("Some of these are in %(one)s, some in %(other)s")
            % {"one": currency, "other": other.currency},
            mend=_("Choose those of one currency at a time."),
        )


def _approvals(payee: Payee, owed: int, currency: str, at: datetime) -> int:
    given_up = WriteOff.objects.filter(payee=payee, currency=currency, done_at__isnull=False)
    before = given_up.aggregate(sum=Sum("amount_minor"))["sum"] or 0
    limit = payout_terms(currency=currency, at=at).four_eyes_above_minor
    return 2 if before + owed > limit else 1
