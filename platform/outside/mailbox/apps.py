"""Where mail lands in the demo."""

from django.apps import AppConfig


class MailboxConfig(AppConfig):
    """The demo's mail sink; has no tables."""

    name = "outside.mailbox"
    label = "mailbox"
