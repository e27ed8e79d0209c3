"""Kith in production: everything that must be said is asked for at start-up."""

import os

import sentry_sdk
from django.core.exceptions import ImproperlyConfigured

from config.settings.base import *  # noqa: F403
from config.settings.base import env
from config.settings.strength import weaknesses

if found := weaknesses(os.environ):
    raise ImproperlyConfigured("\n- ".join(["Production does not start like this:", *found]))

# A login that could become the tables' owner by another name is refused by the database's word.
KITH_LOGIN_MUST_BE_WEAK = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
KITH_DEVICE_COOKIE_NAME = "__Host-device"
KITH_HAND_OVER_COOKIE_NAME = "__Host-browser"
KITH_CHALLENGE_COOKIE_NAME = "__Host-challenge"

if sentry_dsn := env("SENTRY_DSN", default=""):
    # Faults only, and nothing that says who a person is.
    sentry_sdk.init(dsn=sentry_dsn, send_default_pii=False)
