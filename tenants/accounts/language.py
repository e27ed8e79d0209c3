"""The language of a browser: a cookie, read by Django's locale middleware."""

from django.conf import settings
from django.http import HttpResponse

YEAR_SECONDS = 31_536_000


def remember_language(response: HttpResponse, code: str) -> None:
    """Let this browser ask for the language from now on."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=YEAR_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
