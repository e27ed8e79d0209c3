"""Say to a payer's bank why a payment was right."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from billing.disputes.models import Dispute
from billing.disputes.usecases.keep_dispute import keep_dispute
from billing.gateway import gateway
from billing.gateway.disputes import EVIDENCE, MOST_LETTERS
from kith.audit.record import record
from kith.errors import DomainError
from kith.fence.gate import require_open
from kith.wall import public_side


class NoAnswerTaken(DomainError):
    """The bank has decided, takes no answer, or has one of ours already."""

    code = "dispute.no_answer_taken"


class NothingSaid(DomainError):
    """Nothing stands in the evidence."""

    code = "dispute.nothing_said"


class EvidenceTooLong(DomainError):
    """All of it together is longer than a bank reads."""

    code = "dispute.evidence_too_long"


@public_side
def submit_evidence(
    *,
    dispute_id: str,
    evidence: Mapping[str, str],
    is_final: bool,
    key: str,
    by: UUID,
    at: datetime,
) -> Dispute:
    """
    Keep evidence with the processor, or hand it to the bank, which takes it once.

    The same key with the same words carries the same request on. Call it outside a transaction:
    it asks the processor.

    :raises SendingHeld: nothing is said until somebody has compared the books
    :raises NoAnswerTaken: it is decided, or answered already
    :raises NothingSaid: there is nothing to hand in
    :raises EvidenceTooLong: more than the processor takes
    :raises GatewayRefused: the processor did not take it; nothing was handed in
    :raises GatewayBusy: nothing was sent: try later, with the same key
    :raises GatewayUncertain: try later, with the same key
    """
    said = {name: evidence.get(name, "").strip() for name in EVIDENCE}
    length = sum(map(len, said.values()))
    if is_final and not length:
        raise NothingSaid(
            _("The evidence is empty"), mend=_("Say in a few sentences what was sold and used.")
        )
    if length > MOST_LETTERS:
        raise EvidenceTooLong(
            _("The evidence has %(count)d characters") % {"count": length},
            mend=_("A bank reads %(most)d at most: shorten it.") % {"most": MOST_LETTERS},
        )
    # Words that were changed after a refusal are another request, whatever page they come from.
    answer = f"{key}:{_digest(said, is_final=is_final)}"
    require_open(at=at)
    _claim(dispute_id, said, answer, by, at, is_final=is_final)
    told = gateway().submit_evidence(
        key=f"dispute:{dispute_id}:evidence:{answer}",
        dispute_id=dispute_id,
        evidence=said,
        is_final=is_final,
    )
    return keep_dispute(told=told, tenant_id=None, at=at)


def _digest(said: Mapping[str, str], *, is_final: bool) -> str:
    return sha256(json.dumps([said, is_final], sort_keys=True).encode()).hexdigest()[:32]


@transaction.atomic
def _claim(
    dispute_id: str, said: Mapping[str, str], answer: str, by: UUID, at: datetime, *, is_final: bool
) -> None:
    """Note who says what before it leaves; refuse what cannot be taken."""
    dispute = Dispute.objects.locked().get(pk=dispute_id)
    if dispute.answer_key == answer:
        return
    if not dispute.may_be_answered:
        raise NoAnswerTaken(
            _("This dispute takes no evidence any more"),
            mend=_("Load the page again to see how it stands."),
        )
    dispute.answer_key = answer
    dispute.save(update_fields=["answer_key"])
    record(
        "dispute.evidence_handed_in" if is_final else "dispute.evidence_kept",
        actor_id=by,
        subject=f"dispute:{dispute.pk}",
        detail={"said": sorted(name for name, text in said.items() if text)},
        at=at,
    )
