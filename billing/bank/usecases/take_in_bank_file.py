"""Take a bank's file in: each amount once, and what names its bill pays it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import batched
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from billing.bank.accounts import received
from billing.bank.events import BankMoneyAllotted
from billing.bank.models import Allotment, BankEntry, BankFile
from billing.bank.usecases.weigh_bank_file import WeighedCredit, WeighedFile, weigh_bank_file
from billing.ledger.usecases.post_journals import post_journals
from kith.audit.record import record
from kith.derived import derived_uuid
from kith.errors import DomainError
from kith.outbox import publish
from kith.series.turns import hold
from kith.visible import visible_text
from kith.wall import public_side

TURN = "bank"
# What one letter tells a shop of.
AT_ONCE = 500


class NothingNew(DomainError):
    """Every amount of the file was read before."""

    code = "bank_file.nothing_new"


@public_side
@transaction.atomic
def take_in_bank_file(*, content: bytes, filename: str, by: UUID, at: datetime) -> BankFile:
    """
    Keep each amount that nobody read before; those that fit a bill are on their way to it.

    An amount fits by reference, amount and currency alike; all others wait for a person. One file
    is taken in after another, and an amount that two of them name counts once.

    :raises NothingNew: all of it was read before
    :raises BadFile, NotOurAccount, CurrencyNotUsed: as `weigh_bank_file`
    """
    hold(TURN)
    weighed = weigh_bank_file(content=content, at=at)
    fresh = weighed.new
    if not fresh:
        raise NothingNew(_("All of this file was taken in before. Nothing has changed."))
    file = _file(weighed, visible_text(filename)[:120] or "–", by, at)
    entries = {one.key: _entry(file, one) for one in fresh}
    paying = list(_allotted([one for one in fresh if one.is_paying], entries, at))
    BankEntry.objects.bulk_create(entries.values())
    Allotment.objects.bulk_create(paying)
    post_journals(entries=[received(entry) for entry in entries.values()])
    batches = {one.batch: one.tenant_id for one in paying if one.batch}
    for batch, tenant_id in batches.items():
        publish(BankMoneyAllotted(batch=batch), key=str(batch), to_tenant=tenant_id)
    record(
        "bank_file.taken_in",
        actor_id=by,
        subject=f"bank_file:{file.pk}",
        detail={"name": file.name, "digest": file.digest, "new": file.new_count},
        at=at,
    )
    return file


def _file(weighed: WeighedFile, name: str, by: UUID, at: datetime) -> BankFile:
    days = [one.credit.booked_on for one in weighed.credits]
    return BankFile.objects.create(
        name=name,
        digest=weighed.digest,
        iban=weighed.credits[0].iban,
        first_on=min(days),
        last_on=max(days),
        credit_count=len(weighed.credits),
        new_count=len(weighed.new),
        paid_count=sum(one.is_paying for one in weighed.credits),
        taken_by=by,
        taken_at=at,
    )


def _entry(file: BankFile, one: WeighedCredit) -> BankEntry:
    credit = one.credit
    return BankEntry(
        uuid=derived_uuid("bank entry", one.key),
        key=one.key,
        file=file,
        iban=one.iban,
        reference=credit.reference,
        booked_on=credit.booked_on,
        amount_minor=credit.amount.minor,
        left_minor=0 if one.is_paying else credit.amount.minor,
        currency=credit.amount.currency,
        payer_name=credit.payer_name,
        payer_iban=credit.payer_iban,
        text=credit.text,
        why=one.why,
        number=one.bill.number if one.bill else "",
    )


def _allotted(
    paying: Sequence[WeighedCredit], entries: dict[str, BankEntry], at: datetime
) -> Iterator[Allotment]:
    by_shop: dict[UUID, list[WeighedCredit]] = {}
    for one in paying:
        if one.tenant_id:
            by_shop.setdefault(one.tenant_id, []).append(one)
    for tenant_id, came in by_shop.items():
        for some in batched(came, AT_ONCE):
            batch = uuid4()
            for one in some:
                yield Allotment(
                    key=f"found:{one.key}",
                    entry=entries[one.key],
                    kind=Allotment.BILL,
                    amount_minor=one.credit.amount.minor,
                    currency=one.credit.amount.currency,
                    tenant_id=tenant_id,
                    invoice_id=one.bill.id if one.bill else None,
                    number=one.bill.number if one.bill else "",
                    batch=batch,
                    at=at,
                )
