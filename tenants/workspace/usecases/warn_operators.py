"""Write to a shop's operators that the proof of their domain is missing."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from tenants.accounts.queries import people_in_role, person_cards
from tenants.registry.domain_cards import domain_card
from tenants.registry.queries import primary_host, tenant_url


def warn_operators(*, domain_id: int) -> int:
    """Send one letter each, in their language; none when the proof is back. Returns how many."""
    tenant_id, domain = domain_card(domain_id=domain_id)
    if domain.lapses_at is None:
        return 0
    held = people_in_role(role="operator", tenant_id=tenant_id)
    people = person_cards([one.person_id for one in held], with_contact=True)
    page = tenant_url(
        primary_host(tenant_id=tenant_id), reverse("desk-domain", urlconf="config.urls.tenant")
    )
    for person in people.values():
        with translation.override(person.locale):
            about = {"host": domain.host}
            send_mail(
                subject=_("The proof of %(host)s is missing") % about
                if domain.is_verified
                else _("%(host)s leads to your shop no longer") % about,
                message=render_to_string(
                    "tenants/workspace/lost_proof.txt",
                    {"person": person, "domain": domain, "page": page},
                ),
                from_email=settings.DEFAULT_FROM_EMAIL,
                recipient_list=[person.email or ""],
            )
    return len(people)
