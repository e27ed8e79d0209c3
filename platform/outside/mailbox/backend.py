"""A mail backend for the demo: each letter becomes one file, read on the mailbox page."""

import secrets
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone


def mail_folder() -> Path:
    """Return the folder where letters land."""
    return Path(settings.KITH_STATE_DIR) / "mail"


class EmailBackend(BaseEmailBackend):
    """Write each letter to a file of its own, whole or not at all."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Return how many letters were written."""
        folder = mail_folder()
        folder.mkdir(parents=True, exist_ok=True)
        for letter in email_messages:
            # The name sorts by time; the page lists the newest first.
            nanoseconds = int(timezone.now().timestamp() * 1_000_000) * 1_000
            name = f"{nanoseconds:020d}-{secrets.token_hex(4)}"
            fresh = folder / f"{name}.new"
            fresh.write_bytes(letter.message().as_bytes())
            fresh.rename(folder / f"{name}.eml")
        return len(email_messages)
