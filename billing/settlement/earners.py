"""Who earns by themselves, and who does so through a shop only, or not at all."""

from datetime import datetime
from uuid import UUID

from billing.settlement.models import Payee
from billing.settlement.queries.payees import is_payee
from billing.settlement.questions import sponsored_kinds
from billing.settlement.terms import sharing_terms


def may_earn(*, person_id: UUID, at: datetime) -> bool:
    """
    Return whether a person earns by themselves, or did: who brought a seller, for its first year.

    What a seller earns belongs to its shop, and is not meant here.
    """
    if is_payee(party_kind=Payee.PERSON, party_ref=person_id):
        return True
    kinds = sponsored_kinds(person_id=person_id, at=at)
    return any(sharing_terms(seller_kind=kind, at=at).sponsor_basis_points for kind in kinds)
