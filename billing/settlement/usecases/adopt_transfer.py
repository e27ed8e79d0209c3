"""Take a transfer into the books that was sent and is not known there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop

from billing.settlement.freezing import freeze_into
from billing.settlement.models import Accrual, Payee, Run, Transfer
from billing.settlement.purposes import ALL_SHOPS, MOMENT, fingerprint_of
from billing.settlement.usecases.pay_transfer import pay_transfer
from kith.audit.record import record
from kith.derived import derived_uuid
from kith.errors import DomainError
from kith.money import Money
from kith.series.numbers import next_number
from kith.wall import public_side

# How many parts a purpose had behind its kind when all shops were settled together.
BEFORE_SHOPS = 5
NOT_OURS = gettext_noop("It does not say which shares it paid: set it aside.")


class NotATransferOfOurs(DomainError):
    """What it was for cannot be read from it, or it went to nobody we pay."""

    code = "transfer.not_ours"


class SharesDiffer(DomainError):
    """What it paid is not what the books hold open for its payee."""

    code = "transfer.shares_differ"


@public_side
@transaction.atomic
def adopt_transfer(
    *,
    transfer_reference: str,
    amount_minor: int,
    notes: Mapping[str, str],
    by: UUID | None,
    at: datetime,
) -> Transfer:
    """
    End the transfer it was sent for as paid, or the very shares it paid; twice changes nothing.

    What was paid and refunded before it was sent has to be in the books by then, and nothing of
    what came after: it names its shares.

    :raises NotATransferOfOurs: it does not say what it paid
    :raises SharesDiffer: the books hold other shares open for its payee
    """
    if known := Transfer.objects.filter(transfer_reference=transfer_reference).first():
        return known
    purpose = str(notes.get("purpose", ""))
    payee, shop_id, currency, cut_off_at, what = _read(purpose)
    waiting = Transfer.objects.under_way().filter(purpose=purpose, amount_minor=amount_minor)
    if transfer := waiting.locked().first():
        return pay_transfer(transfer_id=transfer.pk, transfer_reference=transfer_reference, at=at)
    due = Accrual.objects.open().filter(
        # The purpose keeps whole seconds.
        payee=payee,
        currency=currency,
        payable_from__lt=cut_off_at + timedelta(seconds=1),
    )
    if shop_id:
        due = due.filter(tenant_id=shop_id)
    locked = Accrual.objects.filter(pk__in=[row.pk for row in due.locked()])
    # What is held back now was most likely held then; if not, the run paid it with the others.
    for shares in (list(locked.unheld()), list(locked)):
        paid = sum(share.amount_minor for share in shares)
        if fingerprint_of(shares) == what and paid == amount_minor:
            break
    else:
        raise SharesDiffer(
            gettext_noop(
                "It paid other shares than the books hold open. Where news of an earlier payment "
                "is still to come, try again later; otherwise set it aside."
            )
        )
    run = _run(str(notes.get("run") or f"adopted:{purpose}"), currency, cut_off_at, by, at)
    transfer = freeze_into(
        run,
        payee=payee,
        shop_id=shop_id,
        amount=Money(amount_minor, currency),
        purpose=purpose,
        share_ids=[share.pk for share in shares],
        memo="adopted",
        at=at,
    )
    Run.objects.filter(pk=run.pk).update(total_minor=run.total_minor + amount_minor)
    return pay_transfer(transfer_id=transfer.pk, transfer_reference=transfer_reference, at=at)


def _read(purpose: str) -> tuple[Payee, UUID | None, str, datetime, str]:
    """Return whom a purpose names, for which shop, in which currency, until when, for what."""
    kind, *parts = purpose.split(":")
    if len(parts) == BEFORE_SHOPS:
        parts.insert(2, ALL_SHOPS)
    try:
        party_kind, party_ref, shop, currency, moment, what = parts
        cut_off_at = datetime.strptime(moment, MOMENT).replace(tzinfo=UTC)
        shop_id = None if shop == ALL_SHOPS else UUID(shop)
        payee = Payee.objects.locked().get(party_kind=party_kind, party_ref=UUID(party_ref))
    except (ValueError, Payee.DoesNotExist) as unread:
        raise NotATransferOfOurs(NOT_OURS) from unread
    if kind != "transfer":
        raise NotATransferOfOurs(NOT_OURS)
    return payee, shop_id, currency, cut_off_at, what


def _run(key: str, currency: str, cut_off_at: datetime, by: UUID | None, at: datetime) -> Run:
    """Return the run it belonged to; forgotten, it is written down again, released as it was."""
    run, is_new = Run.objects.get_or_create(
        key=key,
        defaults={
            "uuid": derived_uuid("run", key),
            "number": next_number(prefix="R-", at=at, digits=3),
            "currency": currency,
            "cut_off_at": cut_off_at,
            "opened_by": by,
            "frozen_at": at,
            "released_at": at,
            # Its money has moved: there is nothing left to approve.
            "approvals_needed": 0,
        },
    )
    if is_new:
        record(
            "run.adopted",
            actor_id=by,
            subject=f"run:{run.pk}",
            detail={"number": run.number, "key": key},
            at=at,
        )
    return run
