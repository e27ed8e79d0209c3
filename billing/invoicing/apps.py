from django.apps import AppConfig


class InvoicingConfig(AppConfig):
    """Invoices, their split, payments, refunds and credit notes of one tenant."""

    name = "billing.invoicing"
    label = "invoicing"
    default_auto_field = "django.db.models.BigAutoField"
    append_only = (
        "invoicing_invoiceline",
        "invoicing_splitpart",
        "invoicing_creditnote",
        "invoicing_creditnotepart",
    )
