from django.apps import AppConfig


class SettlementConfig(AppConfig):
    """
    Who gets what, when it may be paid, and the runs that pay it.

    What a seller may see is asked of `queries.py`, which runs on the public side and
    filters by the asker. A tenant's role itself reads statements alone, and of those,
    by row-level security, only its own.
    """

    name = "billing.settlement"
    label = "settlement"
    default_auto_field = "django.db.models.BigAutoField"
    tenant_may_read = ("settlement_statement", "settlement_statementline")
    append_only = (
        "settlement_statementline",
        "settlement_runapproval",
        "settlement_runexclusion",
        "settlement_nettingconsent",
    )
