from django.apps import AppConfig


class ReferralConfig(AppConfig):
    name = "ambassadors.referral"
    label = "referral"
    default_auto_field = "django.db.models.BigAutoField"
