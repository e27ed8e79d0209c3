"""Start-up checks: a setting that would open the wall stops the process."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, register


@register("kith")
def wall_settings(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Refuse settings under which tenants could meet."""
    errors = []
    database = settings.DATABASES["default"]
    if database["ENGINE"] != "kith.wall.backend":
        errors.append(Error("The database engine must be kith.wall.backend.", id="kith.E001"))
    if settings.SESSION_COOKIE_DOMAIN or settings.CSRF_COOKIE_DOMAIN:
        errors.append(Error("Cookies belong to one host: set no cookie domain.", id="kith.E002"))
    if settings.USE_X_FORWARDED_HOST:
        errors.append(
            Error("The host decides the tenant: trust no forwarded host.", id="kith.E003")
        )
    if database.get("DISABLE_SERVER_SIDE_CURSORS"):
        errors.append(
            Error(
                "PgBouncer's transaction mode reaches the wrong tenant.",
                hint="Connect directly, or pool in session mode.",
                id="kith.E004",
            )
        )
    return errors
