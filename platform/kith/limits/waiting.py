"""How long until one may again, as people say it."""

import math
from datetime import timedelta

from django.utils.translation import ngettext

MINUTE, HOUR = 60, 3600


def wait_in_words(wait: timedelta) -> str:
    """Return "4 minutes": never less than what is left."""
    seconds = max(1, math.ceil(wait.total_seconds()))
    if seconds < MINUTE:
        return ngettext("%(count)d second", "%(count)d seconds", seconds) % {"count": seconds}
    if seconds <= 90 * MINUTE:
        minutes = math.ceil(seconds / MINUTE)
        return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
    hours = math.ceil(seconds / HOUR)
    return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
