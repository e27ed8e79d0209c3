"""Write to the owner of a line that it moves to another SIM."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.lines.models import SWAP, LineEvent
from catalog.numbering.queries import show_number
from kith.wall import required_tenant
from tenants.accounts.letters import write_to_person
from tenants.registry.queries import primary_host, tenant_url


def tell_of_new_sim(*, event_id: UUID) -> bool:
    """Send the letter, and say whether there was one to send: other changes are no theft."""
    event = LineEvent.objects.select_related("line").get(pk=event_id)
    if event.what != SWAP or event.line.person_id is None:
        return False
    tenant = required_tenant()
    path = reverse("my-line", args=[event.line.pk], urlconf="config.urls.tenant")
    write_to_person(
        person_id=event.line.person_id,
        subject=_("Your line moves to a new SIM"),
        template="catalog/lines/mail_new_sim.txt",
        words={
            "number": show_number(event.line.e164),
            "seller": tenant.name,
            "url": tenant_url(primary_host(tenant_id=tenant.uuid), path),
        },
    )
    return True
