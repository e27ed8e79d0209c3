"""How a proposal ends, whoever ends it: its row says so, and so does the audit."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from kith.audit.record import record
from kith.proposals.models import Proposal


def end(
    proposal: Proposal, outcome: Proposal.Outcome, *, by: UUID, at: datetime, answer: str = ""
) -> None:
    """End a locked proposal; its file goes."""
    proposal.decided_by, proposal.decided_at, proposal.outcome = by, at, outcome
    proposal.answer, proposal.content = answer.strip()[:300], None
    proposal.save(update_fields=["decided_by", "decided_at", "outcome", "answer", "content"])
    record(
        f"{proposal.kind}.{outcome}",
        actor_id=by,
        subject=f"{proposal.kind}:{proposal.subject}",
        detail={"proposal": str(proposal.pk), "asked_by": str(proposal.asked_by)}
        | ({"amount": str(proposal.amount)} if proposal.amount else {})
        | ({"answer": proposal.answer} if proposal.answer else {}),
        at=at,
    )
