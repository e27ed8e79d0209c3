"""Record whether a payee is paid shop by shop, or what all shops owe together."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.settlement.events import NettingChosen
from billing.settlement.models import NettingConsent, Payee
from billing.settlement.netting import CHOSEN
from billing.settlement.usecases.enrol_payees import enrol_payees
from kith.audit.record import record
from kith.outbox import publish
from kith.wall import public_side


@public_side
@transaction.atomic
def choose_netting(
    *, party_kind: str, party_ref: UUID, is_together: bool, by: UUID, at: datetime
) -> NettingConsent | None:
    """
    Settle a payee's shops together, or each by itself again, in every run opened from `at` on.

    A run that is frozen stays as it is. Returns the word that holds now, none where nothing was
    ever said; the same choice again changes nothing.
    """
    party = (party_kind, party_ref)
    payee = enrol_payees(parties=[party], at=at)[party]
    # The lock comes first: a run being opened for them waits, or we wait for it.
    Payee.objects.locked().get(pk=payee.pk)
    last = NettingConsent.objects.filter(payee=payee).order_by("-decided_at", "-pk").first()
    if (last is not None and last.is_given) == is_together:
        return last
    said = NettingConsent.objects.create(
        payee=payee, is_given=is_together, decided_at=at, decided_by=by
    )
    record(
        CHOSEN,
        actor_id=by,
        subject=f"consent:{said.pk}",
        detail={"payee": str(payee.pk), "is_together": is_together},
        at=at,
    )
    publish(NettingChosen(consent_id=said.pk), key=str(said.pk))
    return said
