"""See that each customer of a suspended shop hears that nothing changes for them."""

from datetime import datetime

from django.db import transaction

from catalog.lines.events import CustomerServedOn
from catalog.lines.queries import customers_in_service
from kith.outbox import publish
from kith.wall import required_tenant


@transaction.atomic
def tell_customers_of_suspension(*, suspended_at: datetime) -> int:
    """
    Post one event for each customer with a line in service, the owner left out.

    Returns how many those are; none where the shop sells again by now.
    """
    tenant = required_tenant()
    if tenant.suspended_at is None:
        return 0
    customers = customers_in_service() - {tenant.owner_id}
    for person_id in sorted(customers):
        event = CustomerServedOn(person_id=person_id, suspended_at=suspended_at)
        publish(event, key=f"{person_id}:{suspended_at.isoformat()}")
    return len(customers)
