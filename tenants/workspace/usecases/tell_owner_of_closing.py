"""Write to the owner of a shop that is closed for good."""

from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kith.ui.formats import date_text
from tenants.accounts.queries import person_cards
from tenants.registry.closings import closing_card

AGREED, CALLED_OFF, CLOSED = "agreed", "called_off", "closed"
_SUBJECTS = {
    AGREED: gettext_noop("%(shop)s will close on %(day)s"),
    CALLED_OFF: gettext_noop("%(shop)s stays open"),
    CLOSED: gettext_noop("%(shop)s is closed"),
}


def tell_owner_of_closing(*, closing_id: UUID, about: str) -> bool:
    """
    Send the owner one letter, in their language; a shop that nobody owns has nobody to tell.

    `about` is `AGREED`, `CALLED_OFF` or `CLOSED`. That it will close is not said any more once it
    was called off. Returns whether a letter was sent.
    """
    closing = closing_card(closing_id=closing_id)
    if closing.owner_id is None or (about == AGREED and closing.is_called_off):
        return False
    owner = person_cards([closing.owner_id], with_contact=True)[closing.owner_id]
    with translation.override(owner.locale):
        day = date_text(closing.closes_at) if closing.closes_at else ""
        send_mail(
            subject=_(_SUBJECTS[about]) % {"shop": closing.shop, "day": day},
            message=render_to_string(
                "tenants/workspace/closing.txt",
                {"person": owner, "closing": closing, "about": about, "day": day},
            ),
            from_email=settings.DEFAULT_FROM_EMAIL,
            recipient_list=[owner.email or ""],
        )
    return True
