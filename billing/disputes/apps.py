from django.apps import AppConfig


class DisputesConfig(AppConfig):
    """
    Payments that a payer's bank takes back: what it took, until when it may be answered, how it
    ended.

    Every read and write runs on the public side: only staff answer a bank. What a seller may
    see of it, its own held shares, it sees in settlement.
    """

    name = "billing.disputes"
    label = "disputes"
    default_auto_field = "django.db.models.BigAutoField"
