"""What a workspace answers to whoever writes in its shop's name."""

from uuid import UUID

from django.conf import settings
from django.utils.translation import override

from kith.mail.letterhead import Letterhead, network_address, network_name
from kith.wall import TenantRef, in_tenant
from tenants.registry.queries import home_tenant, primary_host, standing_tenant, tenant_url
from tenants.registry.questions import legal_seller
from tenants.workspace.queries import ShopFace, face_from
from tenants.workspace.sql_face import read_face


def letterhead_of(*, tenant_id: UUID | None, language: str) -> Letterhead:
    """
    Return the paper of a shop, whether it is open or suspended, as its storefront looks.

    What it says of itself is in that language, in the shop's own where none is named.

    The network's own stands for None, and for a shop that is gone. Where a shop names no address
    for questions, the telco answers; so it does for a shop that is suspended.
    """
    tenant = standing_tenant(tenant_id=tenant_id) if tenant_id else None
    face = _face_of(tenant, language) if tenant else None
    own = face.languages[0] if face else settings.LANGUAGE_CODE
    telco = _face_of(home_tenant(), language or own)
    with override(language or own):
        seller = legal_seller()
    imprint = seller.imprint if seller else settings.NETWORK_IMPRINT
    contact = telco.support_email or network_address()
    if tenant is None or face is None:
        return Letterhead(
            name=network_name(),
            seller_name=seller.name if seller else network_name(),
            is_own_brand=True,
            is_home=True,
            answers_to=contact,
            hours=telco.support_hours,
            imprint=imprint,
            language=own,
            url=tenant_url(settings.NETWORK_HOST),
        )
    host = primary_host(tenant_id=tenant.uuid)
    answering = telco if tenant.suspended_at or not face.support_email else face
    return Letterhead(
        name=face.name,
        seller_name=face.seller_name,
        is_own_brand=face.is_own_brand,
        is_home=face.is_home,
        answers_to=answering.support_email or contact,
        zone=tenant.timezone,
        hours=answering.support_hours,
        imprint=imprint,
        language=own,
        url=tenant_url(host),
        logo_url=tenant_url(host, face.logo_url) if face.logo_url else "",
        logo_width=face.logo_width,
        logo_height=face.logo_height,
        accent=face.accent,
        ink_on_accent=face.ink_on_accent,
        surface_tint=face.surface_tint,
        radius=face.radius,
        type_pairing=face.type_pairing,
    )


def _face_of(tenant: TenantRef, language: str) -> ShopFace:
    # Public apps write too: for a moment they stand where the shop's words are.
    with in_tenant(tenant):
        read = read_face()
        with override(language or face_from(read).languages[0]):
            return face_from(read)
