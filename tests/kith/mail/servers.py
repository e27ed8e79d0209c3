"""Mail servers that do not take what they are given."""

import smtplib
from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.locmem import EmailBackend

GONE = "gone@example.org"


class Silent(BaseEmailBackend):
    """Answers nobody."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        raise ConnectionRefusedError("no mail server listens")


class Choosy(EmailBackend):
    """Takes mail for everybody but for one mailbox, which is gone."""

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        for message in messages:
            if GONE in message.to:
                raise smtplib.SMTPRecipientsRefused({GONE: (550, b"nobody of that name")})
        return super().send_messages(messages)
