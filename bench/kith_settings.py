"""Kith as it serves, with keys of no use to anybody."""

from config.settings.base import *  # noqa: F403

SECRET_KEY = "a key for measuring only"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STRIPE_SECRET_KEY = "sk_test_bench"
NETWORK_CALLBACK_SECRET = "bench"
