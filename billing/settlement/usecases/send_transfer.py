"""Send one frozen transfer to its payee, so that it arrives once whatever breaks on the way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_noop

from billing.gateway import GatewayRefused, GatewayUncertain, gateway
from billing.settlement.models import Transfer
from billing.settlement.usecases.block_payee import block_payee
from billing.settlement.usecases.fail_transfer import fail_transfer
from billing.settlement.usecases.pay_transfer import pay_transfer
from kith.transmission.carrying import Hold, Verb, carry
from kith.transmission.marks import bears_marks_of, marks_of
from kith.transmission.outcomes import NotNow, Outcome

KIND = "transfer"
NOT_RELEASED = gettext_noop("The run waits for its approval.")
NOT_REACHABLE = gettext_noop("The payee's account takes no payouts now.")
SEVERAL = gettext_noop("Several transfers were found for one payment.")
BALANCE_TOO_LOW = gettext_noop("The platform's balance is too low.")
# The processor's clock may run beside ours.
SLACK = timedelta(days=1)


class BalanceWaits(NotNow):
    """The money is not there yet: nothing was sent."""

    wait = timedelta(hours=1)


def send_transfer(*, transfer_id: UUID, at: datetime) -> Transfer:
    """
    Carry one transfer on and return it; safe to repeat, in parallel, after any crash.

    A certain success pays, a certain refusal fails, anything else waits and is looked for
    before it is ever sent again. Who cannot be paid is asked about before every sending, the
    second ones too. Call it outside a transaction.
    """
    return carry(Transferring(), transfer_id, at=at)


class Transferring(Verb[Transfer]):
    """Money from the platform's balance to a payee's account."""

    rows = Transfer.objects
    along = ("run", "payee")

    def ready(self, row: Transfer, *, at: datetime) -> Hold | None:
        if not row.run.is_released:
            return Hold(NOT_RELEASED)
        if not row.payee.is_reachable:
            return Hold(row.payee.block_reason or NOT_REACHABLE)
        return None

    def call(self, row: Transfer, *, at: datetime) -> Outcome:
        try:
            covers = gateway().balance(row.currency)
        except (GatewayRefused, GatewayUncertain) as silent:
            # Nothing was sent yet: asking for the balance changes nothing.
            raise NotNow from silent
        if covers < row.amount:
            raise BalanceWaits(BALANCE_TOO_LOW)
        answer = gateway().transfer(
            key=row.idem_key,
            amount=row.amount,
            account_id=row.stripe_account,
            group=str(row.run_id),
            metadata=marks_of(row, kind=KIND) | {"run": row.run.key},
        )
        return Outcome("done", answer.id)

    def find(self, row: Transfer, *, at: datetime) -> Sequence[Outcome]:
        since = row.run.cut_off_at - SLACK
        sent = gateway().transfers_to(account_id=row.stripe_account, since=since)
        return [
            Outcome("done", one.id) for one in sent if bears_marks_of(row, one.metadata, kind=KIND)
        ]

    def succeed(self, row: Transfer, outcome: Outcome, *, at: datetime) -> Transfer:
        return pay_transfer(transfer_id=row.pk, transfer_reference=outcome.reference, at=at)

    def fail(self, row: Transfer, reason: str, *, at: datetime) -> Transfer:
        return fail_transfer(transfer_id=row.pk, reason=reason, at=at)

    def several(self, row: Transfer, outcomes: Sequence[Outcome], *, at: datetime) -> None:
        """Stop the payee: nothing more is sent until a person has looked."""
        block_payee(
            account=row.stripe_account,
            reason=SEVERAL,
            detail={
                "transfer": str(row.pk),
                "transfers": [outcome.reference for outcome in outcomes],
            },
            at=at,
        )
