from django.apps import AppConfig


class BankConfig(AppConfig):
    name = "billing.bank"
    label = "bank"
    verbose_name = "Bank transfers"
    default_auto_field = "django.db.models.BigAutoField"
