"""Send a mail: at once, or once for a thing that happened, to one or to several."""

from __future__ import annotations

import smtplib
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone
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


def send_mail_to_each(mail: Mail, *, to: Iterable[Reader], tenant_id: UUID | None) -> None:
    """
    Send a mail now to several, as the addresses of one person.

    :raises SMTPException: nobody's was taken
    """
    sent, failures = _tried(partial(send_mail, mail, to=one, tenant_id=tenant_id) for one in to)
    if failures and not sent:
        raise failures[0]


def send_mails_once(
    mails: Iterable[tuple[Mail, Reader]], *, about: object, tenant_id: UUID | None, at: datetime
) -> int:
    """
    Send several of one thing, each as `send_mail_once` does; return how many went.

    One that is not taken, as for a mailbox that is gone, holds up none of the others.

    :raises SMTPException: what the first of them failed with, once all were tried
    """
    sent, failures = _tried(
        partial(send_mail_once, mail, about=about, to=reader, tenant_id=tenant_id, at=at)
        for mail, reader in mails
    )
    if failures:
        raise failures[0]
    return sum(sent)


def _tried[Result](sends: Iterable[Callable[[], Result]]) -> tuple[list[Result], list[Exception]]:
    """Return what came of each; a server that is away is away for all, and ends it."""
    results: list[Result] = []
    failures: list[Exception] = []
    for send in sends:
        try:
            results.append(send())
        except (smtplib.SMTPException, ValueError) as failure:
            # Said of one mail or one address.
            failures.append(failure)
    return results, failures


def _key(mail: Mail, *, about: object, to: Reader) -> str:
    """Return what is kept of a mail: neither address nor thing can be read from it."""
    told = f"{mail.mail_name}:{about}:{to.address.lower()}"
    return salted_hmac("kith.mail", told, algorithm="sha256").hexdigest()


def _send(mail: Mail, *, to: Reader, tenant_id: UUID | None, headers: dict[str, str]) -> None:
    head = letterhead_of(tenant_id=tenant_id, language=to.language)
    # Whatever delivers it runs by no clock of its own: an hour is one of whoever writes.
    with timezone.override(ZoneInfo(head.zone or settings.KITH_TIME_ZONE)):
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
