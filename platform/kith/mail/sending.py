"""Send a mail: at once, or once for a thing that happened."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils.crypto import salted_hmac

from kith.mail.drawing import draw
from kith.mail.mail import Mail
from kith.mail.models import SentMail
from kith.mail.questions import letterhead_of
from kith.mail.reader import Reader
from kith.wall.side import in_public


def send_mail(mail: Mail, *, to: Reader, tenant_id: UUID | None) -> None:
    """
    Send a mail now, each time this is called: for what somebody waits for at a page, as a code.

    `tenant_id` is the shop that writes, None the network.
    """
    _send(mail, to=to, tenant_id=tenant_id, headers={})


def send_mail_once(
    mail: Mail, *, about: object, to: Reader, tenant_id: UUID | None, at: datetime
) -> bool:
    """
    Send a mail, unless this address was told of the same thing before; return whether it went.

    `about` names what happened: an id, or an id and a date. What stops between the mail server's
    yes and the note of it sends again, under the same Message-ID.
    """
    key = _key(mail, about=about, to=to)
    with in_public():
        if SentMail.objects.filter(pk=key).exists():
            return False
    host = settings.NETWORK_HOST
    _send(mail, to=to, tenant_id=tenant_id, headers={"Message-ID": f"<{key[:40]}@{host}>"})
    with in_public():
        SentMail.objects.get_or_create(pk=key, defaults={"sent_at": at})
    return True


def _key(mail: Mail, *, about: object, to: Reader) -> str:
    """Return what is kept of a mail: neither address nor thing can be read from it."""
    told = f"{mail.mail_name}:{about}:{to.address.lower()}"
    return salted_hmac("kith.mail", told, algorithm="sha256").hexdigest()


def _send(mail: Mail, *, to: Reader, tenant_id: UUID | None, headers: dict[str, str]) -> None:
    head = letterhead_of(tenant_id=tenant_id)
    drawn = draw(mail, head=head, to=to)
    message = EmailMultiAlternatives(
        subject=drawn.subject,
        body=drawn.text,
        from_email=head.sender,
        to=[to.address],
        reply_to=[head.answers_to],
        # No machine answers it, and the reader's program knows its language.
        headers={"Auto-Submitted": "auto-generated", "Content-Language": drawn.language} | headers,
    )
    message.attach_alternative(drawn.html, "text/html")
    message.send()
