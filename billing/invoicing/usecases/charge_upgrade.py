"""Set down that a larger plan is charged to its owner's saved card."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from billing.invoicing.events import ChargeFrozen
from billing.invoicing.models import Charge, PlanUpgrade
from billing.invoicing.purposes import charge_purpose
from billing.invoicing.queries import saved_card_of
from billing.invoicing.upgrades import lapsed
from kith.derived import derived_uuid
from kith.errors import DomainError
from kith.outbox import publish


class NoCardKept(DomainError):
    """No card is kept, or it was taken off."""

    code = "plan.no_card_kept"


@transaction.atomic
def charge_upgrade(*, upgrade_id: UUID, at: datetime) -> Charge:
    """
    Freeze the charge of a larger plan; a worker sends it. Again finds the one that is under way.

    :raises NoCardKept: no card is kept for its owner
    :raises UpgradeLapsed: it can no longer be paid
    """
    upgrade = PlanUpgrade.objects.locked().get(pk=upgrade_id)
    if (live := upgrade.charges.under_way().first()) is not None:
        return live
    if not upgrade.is_payable(at):
        raise lapsed()
    card = saved_card_of(person_id=upgrade.person_id)
    if card is None:
        raise NoCardKept(
            _("No card is kept for your lines."), mend=_("Pay on the payment page instead.")
        )
    turn = upgrade.charges.count() + 1
    purpose = charge_purpose(upgrade)
    key = f"{purpose}:{turn}"
    charge = Charge.objects.create(
        uuid=derived_uuid(key),
        upgrade=upgrade,
        turn=turn,
        card=card,
        amount_minor=upgrade.amount_minor,
        currency=upgrade.currency,
        purpose=purpose,
        idem_key=key,
        frozen_at=at,
    )
    publish(ChargeFrozen(charge_id=charge.pk), key=str(charge.pk))
    return charge
