"""The link a seller passes on: as words, and as a code to print."""

import io

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from kith.permissions import requires
from kith.wall import required_tenant
from tenants.registry.queries import shop_link
from tenants.workspace.queries import shop_face

QR_FORMS = {"svg": "image/svg+xml", "png": "image/png"}
QR_SCALE, QR_BORDER = 12, 4


@require_GET
@requires("desk.read")
def share(request: HttpRequest) -> HttpResponse:
    """Show the link, its code and words to send."""
    link, face = shop_link(tenant_id=required_tenant().uuid), shop_face()
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
    segno.make(shop_link(tenant_id=required_tenant().uuid), error="q", micro=False).save(
        drawn, kind=form, scale=QR_SCALE, border=QR_BORDER
    )
    answer = HttpResponse(drawn.getvalue(), content_type=QR_FORMS[form])
    name = f"{required_tenant().slug}.{form}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
