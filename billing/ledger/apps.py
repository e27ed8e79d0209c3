from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Double entry: a tenant's own books in its schema, the telco's on the public side."""

    name = "billing.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"
    # No role may change or remove these rows once written.
    append_only = ("ledger_journal", "ledger_posting")
