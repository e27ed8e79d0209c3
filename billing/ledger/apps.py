from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Double entry: a tenant's own books in its schema, the telco's on the public side."""

    name = "billing.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"
    # No role may change or remove these rows once written: what moves, the database moves.
    append_only = ("ledger_account", "ledger_journal", "ledger_posting")
