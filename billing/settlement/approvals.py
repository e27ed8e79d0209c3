"""Hold every approval of money against the audit log, which nobody can write afterwards."""

from __future__ import annotations

from django.db.models import Count, F

from billing.settlement.models import Run, RunApproval, RunExclusion, WriteOff
from kith.audit.queries import recorded


def faults_of_approvals() -> list[str]:
    """Name approvals that nobody is known to have given, and what was done without enough."""
    given = {(entry.subject, entry.actor_id) for entry in recorded(action="run.approved")}
    approvals = RunApproval.objects.select_related("run").order_by("pk")
    faults = [
        f"{row.run}: nobody is known to have approved it as {row.by}"
        for row in approvals
        if (f"run:{row.run_id}", row.by) not in given
    ]
    released = Run.objects.exclude(released_at=None).annotate(given=Count("approvals"))
    faults += [
        f"{run} was released with {run.given} of {run.approvals_needed} approvals"
        for run in released.filter(given__lt=F("approvals_needed")).order_by("pk")
    ]
    left_out = {
        (entry.subject, entry.detail["payee"], entry.actor_id)
        for entry in recorded(action="run.payee_left_out")
    }
    faults += [
        f"{row}: nobody is known to have done so as {row.by}"
        for row in RunExclusion.objects.order_by("pk")
        if (f"run:{row.run_id}", str(row.payee_id), row.by) not in left_out
    ]
    waived = {
        (entry.detail["write_off"], entry.actor_id)
        for entry in recorded(action="write_off.approved")
    }
    approved = WriteOff.objects.exclude(approved_by=None).order_by("pk")
    return faults + [
        f"{row}: nobody is known to have approved it as {row.approved_by}"
        for row in approved
        if (str(row.pk), row.approved_by) not in waived
    ]
