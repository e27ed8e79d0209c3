"""Which shares are set off against each other: those of one shop, or of all by consent."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from billing.settlement.models import Accrual, NettingConsent, Transfer
from billing.settlement.purposes import ALL_SHOPS
from kith.audit.queries import recorded

CHOSEN = "netting.chosen"


def together(payee_ids: Collection[UUID], *, at: datetime) -> set[UUID]:
    """
    Return which of these payees are paid what all shops owe together.

    `sql_runs._TOGETHER` says the same in SQL.
    """
    said = NettingConsent.objects.at(at).filter(payee_id__in=payee_ids)
    return {row.payee_id for row in said if row.is_given}


def faults_of_netting() -> list[str]:
    """Name what was paid for another shop or together without consent, and forged consents."""
    others = Accrual.objects.filter(transfer=OuterRef("pk")).exclude(
        tenant_id=OuterRef("tenant_id")
    )
    mixed = Transfer.objects.exclude(tenant_id=None).filter(Exists(others)).order_by("pk")
    faults = [f"transfer {row.pk} pays shares of another shop" for row in mixed]
    said = NettingConsent.objects.filter(
        payee=OuterRef("payee"), decided_at__lte=OuterRef("run__frozen_at")
    )
    last = Subquery(said.order_by("-decided_at", "-pk").values("is_given")[:1])
    # A run that was adopted, which had nothing to approve, may have lost the consents of its time.
    whole = Transfer.objects.filter(tenant_id=None, run__approvals_needed__gt=0)
    says_so = Q(purpose__contains=f":{ALL_SHOPS}:")
    # Frozen when all shops were settled together, and tried again since.
    of_before = whole.filter(~says_so, run=OuterRef("run"), payee=OuterRef("payee"))
    asked = whole.filter(says_so, ~Exists(of_before)).annotate(agreed=Coalesce(last, Value(False)))
    faults += [
        f"transfer {row.pk} pays several shops together, and its payee did not agree"
        for row in asked.filter(agreed=False).order_by("pk")
    ]
    known = {
        (entry.subject, entry.actor_id, entry.detail["is_together"])
        for entry in recorded(action=CHOSEN)
    }
    return faults + [
        f"{row}: nobody is known to have said so as {row.decided_by}"
        for row in NettingConsent.objects.order_by("pk")
        if (f"consent:{row.pk}", row.decided_by, row.is_given) not in known
    ]
