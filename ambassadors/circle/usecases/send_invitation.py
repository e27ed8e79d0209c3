"""Write to an invited friend."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from ambassadors.circle.models import Invitation
from kith.wall import required_tenant
from tenants.registry.queries import primary_host, tenant_url
from tenants.workspace.queries import shop_face


def send_invitation(*, invitation_id: int) -> bool:
    """Send one invitation, unless it was withdrawn meanwhile; returns whether it went out."""
    invitation = Invitation.objects.get(pk=invitation_id)
    if not invitation.is_open or not invitation.sent_to:
        return False
    tenant, shop = required_tenant(), shop_face()
    with translation.override(tenant.locale):
        path = reverse(
            "shop-join", urlconf="config.urls.tenant", kwargs={"token": invitation.token}
        )
        words = {
            "invitation": invitation,
            "shop": shop,
            "link": tenant_url(primary_host(tenant_id=tenant.uuid), path),
        }
        EmailMessage(
            subject=_("%(shop)s keeps a place for you") % {"shop": shop.name},
            body=render_to_string("ambassadors/circle/invitation.txt", words),
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=[invitation.sent_to],
            reply_to=[shop.support_email] if shop.support_email else [],
        ).send()
    return True
