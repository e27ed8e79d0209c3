"""Doors of the desk: today, the link to pass on."""

import io

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ambassadors.circle.queries import circle_card
from ambassadors.circle.web.today import earnings_here, needs_you, setup_of, setup_steps
from kith.permissions import allowed, requires
from kith.wall import required_tenant
from tenants.registry.queries import primary_host, tenant_url
from tenants.workspace.queries import shop_face

QR_FORMS = {"svg": "image/svg+xml", "png": "image/png"}
QR_SCALE, QR_BORDER = 12, 4


def shop_link() -> str:
    """Return the address a seller passes on."""
    return tenant_url(primary_host(tenant_id=required_tenant().uuid))


@require_GET
@requires("desk.read")
def home(request: HttpRequest) -> HttpResponse:
    """Show what needs the seller today, what they earn, and how the circle grows."""
    tenant, circle = required_tenant(), circle_card()
    setup = setup_of(tenant)
    earnings = earnings_here(tenant, timezone.now())
    return render(
        request,
        "ambassadors/circle/home.html",
        {
            "setup": setup,
            "steps": setup_steps(setup, current=setup.next_step),
            "tasks": needs_you(tenant, setup, circle, earnings),
            "earnings": earnings if allowed(request, "earnings.read") else None,
            "circle": circle,
            "ring_note": ring_note(circle),
            "link": shop_link(),
        },
    )


@require_GET
@requires("desk.read")
def share(request: HttpRequest) -> HttpResponse:
    """Show the link, its code and words to send."""
    link, face = shop_link(), shop_face()
    text = _(
        "I have a small shop for mobile plans: %(shop)s. Prices are all in, and I help you "
        "myself. I earn a share of what you pay. %(link)s"
    ) % {"shop": face.name, "link": link}
    words = {"link": link, "text": text, "face": face}
    return render(request, "ambassadors/circle/share.html", words)


@require_GET
@requires("desk.read")
def qr(request: HttpRequest, form: str) -> HttpResponse:
    """Send the link's code as a file to print."""
    if form not in QR_FORMS:
        raise Http404
    drawn = io.BytesIO()
    segno.make(shop_link(), error="q", micro=False).save(
        drawn, kind=form, scale=QR_SCALE, border=QR_BORDER
    )
    answer = HttpResponse(drawn.getvalue(), content_type=QR_FORMS[form])
    name = f"{required_tenant().slug}.{form}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def ring_note(circle) -> str:
    """Say when the next ring opens."""
    if not circle.is_capped:
        return _("Your circle has no limit.")
    if circle.next_size is None:
        return _("The widest ring is open.")
    return _(
        "%(size)s opens after %(needed)s weeks at %(percent)s %% or more; %(weeks)s so far."
    ) % {
        "size": circle.next_size,
        "needed": circle.weeks_needed,
        "percent": circle.percent_needed,
        "weeks": circle.healthy_weeks,
    }
