"""Write to the buyer about an order."""

from uuid import UUID

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from catalog.numbering.queries import show_number
from catalog.ordering.models import Order
from kith.money import format_money
from kith.wall import required_tenant
from tenants.registry.queries import primary_host, tenant_url

NEWS = ("active", "failed", "posted")


def tell_buyer(*, order_id: UUID, news: str) -> None:
    """
    Send the buyer one letter: that the line is active, the order failed, or the card was posted.

    :raises ValueError: there is no such news
    """
    if news not in NEWS:
        raise ValueError(f"no letter tells {news!r}")
    order = Order.objects.get(pk=order_id)
    tenant = required_tenant()
    host = primary_host(tenant_id=tenant.uuid)
    path = reverse("order-status", args=[order.token], urlconf="config.urls.tenant")
    numbers = order.activations.order_by("place").values_list("e164", flat=True)
    with override(tenant.locale):
        words = {
            "order": order,
            "seller": tenant.name,
            "numbers": ", ".join(show_number(e164) for e164 in numbers),
            "total": format_money(order.total, tenant.locale),
            "url": tenant_url(host, path),
        }
        subject = {
            "active": ngettext(
                "Your line is active", "Your %(n)s lines are active", order.line_count
            ),
            "failed": _("Your order %(number)s did not work out"),
            "posted": _("Your SIM card is on its way"),
        }[news] % {"number": order.number, "n": order.line_count}
        EmailMessage(
            subject=subject,
            body=render_to_string(f"catalog/ordering/mail_{news}.txt", words),
            to=[order.contact_email],
        ).send()
