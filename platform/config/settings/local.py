"""Kith on one's own machine: the demo and the commands beside it."""

from datetime import timedelta
from pathlib import Path

from kith.runtime.keys import kept_key
from kith.runtime.project import adopt_environment

# A command typed beside a running demo works on the demo's own servers.
adopt_environment(Path(__file__).resolve().parents[3] / ".kith" / "demo")

from config.settings.base import *  # noqa: E402, F403
from config.settings.base import KITH_DEMO, KITH_STATE_DIR, STORAGES, env  # noqa: E402

SECRET_KEY = env("SECRET_KEY", default="") or kept_key(KITH_STATE_DIR, "secret_key")
if KITH_DEMO:
    MAILERS = {"default": {"BACKEND": "outside.mailbox.backend.EmailBackend"}}
    # Served from where they stand: to collect and compress them takes longer than all else that a
    # first page needs, and nearly no page asks for any (kith.ui.bundle).
    STORAGES = STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    WHITENOISE_USE_FINDERS = True
    PASSWORD_HASHERS = ["outside.demo.web.hashing.QuickArgon2"]
    # People of the demo have no phone that shows their codes.
    KITH_PROVED_FOR = timedelta(days=1)
