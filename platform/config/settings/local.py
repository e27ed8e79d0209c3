"""Kith on one's own machine: the demo and the commands beside it."""

from config.settings.base import *  # noqa: F403
from config.settings.base import KITH_DEMO, env

SECRET_KEY = env("SECRET_KEY", default="a key for this machine only, never for production")
if KITH_DEMO:
    MAILERS = {"default": {"BACKEND": "kith.mailbox.backend.EmailBackend"}}
