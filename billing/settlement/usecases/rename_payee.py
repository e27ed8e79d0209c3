"""Call a payee what the shop or the person is called now."""

from datetime import datetime
from uuid import UUID

from billing.settlement.models import Payee
from billing.settlement.payout_accounts import payee_name
from kith.wall import current_tenant, public_side
from tenants.accounts.queries import person_cards


def rename_payee(*, at: datetime, person_id: UUID | None = None) -> bool:
    """
    Give a person's payee, or else this shop's, its name of today; say whether it had another.

    Statements keep the name they were issued to, and the processor the one it was told.
    """
    tenant = current_tenant()
    if person_id is not None:
        return _rename(Payee.PERSON, person_id)
    return tenant is not None and _rename(Payee.TENANT, tenant.uuid)


@public_side
def _rename(kind: str, ref: UUID) -> bool:
    found = Payee.objects.filter(party_kind=kind, party_ref=ref)
    if not found.exists():
        return False
    name = payee_name(kind, ref, person_cards([ref] if kind == Payee.PERSON else []))
    return bool(found.exclude(display_name=name).update(display_name=name))
