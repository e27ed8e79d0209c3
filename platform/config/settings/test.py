"""Kith under test: only speed differs, never behaviour."""

from config.settings.base import *  # noqa: F403

KITH_INSTALLATION = "a house for tests"
SECRET_KEY = "a key for tests only"  # noqa: S105
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STRIPE_SECRET_KEY = "sk_test_kith"  # noqa: S105
STRIPE_WEBHOOK_SECRET = "whsec_test"  # noqa: S105
STRIPE_CONNECT_WEBHOOK_SECRET = "whsec_test_connect"  # noqa: S105
NETWORK_CALLBACK_SECRET = "network_test"  # noqa: S105
