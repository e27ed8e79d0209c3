from django.apps import AppConfig


class ProgramConfig(AppConfig):
    name = "ambassadors.program"
    label = "program"
    default_auto_field = "django.db.models.BigAutoField"
    append_only = ("program_retraction",)
