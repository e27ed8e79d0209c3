"""Kith in production: everything that must be said is asked for at start-up."""

import sentry_sdk
from django.core.exceptions import ImproperlyConfigured

from config.settings.base import *  # noqa: F403
from config.settings.base import KITH_DEMO, env


def required(name: str) -> str:
    """
    Return an environment variable.

    :raises ImproperlyConfigured: it is not set
    """
    value = env(name, default="")
    if not value:
        raise ImproperlyConfigured(f"Set {name}: production has no default for it.")
    return value


if KITH_DEMO:
    raise ImproperlyConfigured("KITH_DEMO opens doors without locks; never set it in production.")

SECRET_KEY = required("SECRET_KEY")
for name in ("DATABASE_URL", "REDIS_URL", "KITH_NETWORK_HOST", "NETWORK_CALLBACK_SECRET"):
    required(name)
STRIPE_SECRET_KEY = required("STRIPE_SECRET_KEY")
STRIPE_WEBHOOK_SECRET = required("STRIPE_WEBHOOK_SECRET")
STRIPE_CONNECT_WEBHOOK_SECRET = required("STRIPE_CONNECT_WEBHOOK_SECRET")

ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
KITH_DEVICE_COOKIE_NAME = "__Host-device"

if sentry_dsn := env("SENTRY_DSN", default=""):
    # Faults only, and nothing that says who a person is.
    sentry_sdk.init(dsn=sentry_dsn, send_default_pii=False)
