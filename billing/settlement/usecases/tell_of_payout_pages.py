"""Write to whoever is paid that the pages of their payout account were opened."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from billing.settlement.models import Payee
from kith.wall import public_side
from tenants.accounts.letters import write_to_person
from tenants.accounts.queries import people_in_role

# Whose a shop's money is.
SELLERS = ("reseller", "operator")


@public_side
def tell_of_payout_pages(*, payee_id: UUID) -> int:
    """Send one letter to each person the money is for; return how many people that are."""
    payee = Payee.objects.get(pk=payee_id)
    people = {payee.party_ref} if payee.party_kind == Payee.PERSON else _owners(payee.party_ref)
    for person_id in sorted(people):
        write_to_person(
            person_id=person_id,
            subject=_("The pages of your payout account were opened"),
            template="billing/settlement/mail_payout_pages.txt",
            words={"payee": payee.display_name},
        )
    return len(people)


def _owners(tenant_id: UUID) -> set[UUID]:
    held = [one for role in SELLERS for one in people_in_role(role=role, tenant_id=tenant_id)]
    return {one.person_id for one in held}
