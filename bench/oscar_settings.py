"""
Oscar as its own guide says to set it up, on PostgreSQL, DEBUG off.

With BENCH_OSCAR=tuned connections stay open, sessions are kept in memory, and searching costs the
page nothing: what a careful owner changes without touching Oscar itself.
"""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from oscar.defaults import *  # noqa: F403

_place = urlsplit(os.environ["PLAIN_DATABASE_URL"])
_state = Path(os.environ["BENCH_STATE_DIR"])
_is_tuned = os.environ.get("BENCH_OSCAR") == "tuned"

SECRET_KEY = "a key for measuring only"
ALLOWED_HOSTS = ["*"]
DEBUG = False
SITE_ID = 1
USE_TZ = USE_I18N = True
LANGUAGE_CODE = "en-gb"
OSCAR_PRODUCTS_PER_PAGE = 24
_OSCAR_APPS = (
    "analytics checkout address shipping catalogue catalogue.reviews communication partner "
    "basket payment offer order customer search voucher wishlists dashboard dashboard.reports "
    "dashboard.users dashboard.orders dashboard.catalogue dashboard.offers dashboard.partners "
    "dashboard.pages dashboard.ranges dashboard.reviews dashboard.vouchers "
    "dashboard.communications dashboard.shipping"
)
_CONFIGS = {"catalogue.reviews": "CatalogueReviewsConfig"}


def _config(app: str) -> str:
    name = (
        _CONFIGS.get(app)
        or "".join(part.capitalize() for part in reversed(app.split("."))) + "Config"
    )
    return f"oscar.apps.{app}.apps.{name}"


INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sites",
    "django.contrib.flatpages",
    "oscar.config.Shop",
    *(_config(app) for app in _OSCAR_APPS.split()),
    "widget_tweaks",
    "haystack",
    "treebeard",
    "sorl.thumbnail",
    "django_tables2",
]


class _NoMigrations:
    """Tables are made from the models: the result is the same, and half a minute is saved."""

    def __contains__(self, label: str) -> bool:
        return True

    def __getitem__(self, label: str) -> None:
        return None

    def get(self, label: str, default: object = None) -> None:
        return None


MIGRATION_MODULES = _NoMigrations()
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "oscar.apps.basket.middleware.BasketMiddleware",
    "django.contrib.flatpages.middleware.FlatpageFallbackMiddleware",
]
AUTHENTICATION_BACKENDS = (
    "oscar.apps.customer.auth_backends.EmailBackend",
    "django.contrib.auth.backends.ModelBackend",
)
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "oscar.apps.search.context_processors.search_form",
                "oscar.apps.checkout.context_processors.checkout",
                "oscar.apps.communication.notifications.context_processors.notifications",
                "oscar.core.context_processors.metadata",
            ],
        },
    }
]
HAYSTACK_CONNECTIONS = {
    "default": {
        "ENGINE": "haystack.backends.whoosh_backend.WhooshEngine",
        "PATH": str(_state / "oscar-search"),
    }
}
ROOT_URLCONF = "bench.oscar_urls"
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": _place.hostname,
        "PORT": _place.port,
        "NAME": _place.path.lstrip("/"),
        "USER": unquote(_place.username or ""),
        "PASSWORD": unquote(_place.password or ""),
        "ATOMIC_REQUESTS": True,
        "CONN_MAX_AGE": 600 if _is_tuned else 0,
    }
}
if _is_tuned:
    SESSION_ENGINE = "django.contrib.sessions.backends.cache"
    HAYSTACK_CONNECTIONS = {"default": {"ENGINE": "bench.oscar_search.EverythingEngine"}}
STATIC_URL, MEDIA_URL = "static/", "media/"
MEDIA_ROOT = _state / "oscar-media"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
