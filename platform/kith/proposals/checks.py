"""Hold every agreement against the audit log, which nobody can write afterwards."""

from __future__ import annotations

from kith.audit.queries import recorded
from kith.proposals.models import Proposal


def faults_of_proposals() -> list[str]:
    """Name the proposals that nobody is known to have agreed to."""
    rows = Proposal.objects.filter(outcome=Proposal.Outcome.AGREED).order_by("asked_at", "pk")
    agreed = list(rows.values_list("kind", "pk", "decided_by"))
    given = {
        (entry.detail["proposal"], entry.actor_id)
        for kind in sorted({kind for kind, _pk, _by in agreed})
        for entry in recorded(action=f"{kind}.{Proposal.Outcome.AGREED}")
    }
    return [
        f"{kind} {pk}: nobody is known to have agreed to it as {by}"
        for kind, pk, by in agreed
        if (str(pk), by) not in given
    ]
