from django.apps import AppConfig


class SettlementConfig(AppConfig):
    """
    Who gets what, when it may be paid, and the runs that pay it.

    Tenants' roles are granted nothing here: what a seller may see is asked of
    `queries.py`, which runs on the public side and filters by the asker.
    """

    name = "billing.settlement"
    label = "settlement"
    default_auto_field = "django.db.models.BigAutoField"
    append_only = ("settlement_statementline", "settlement_runapproval")
