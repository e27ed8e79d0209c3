from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    name = "kith.proposals"
    label = "proposals"
    verbose_name = "Proposals"
    default_auto_field = "django.db.models.BigAutoField"
