"""So many in so long, for one asker."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import connection
from django.db.models import F
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from kith.errors import DomainError
from kith.limits.models import Allowance
from kith.limits.waiting import wait_in_words
from kith.wall.side import public_side

log = structlog.get_logger("limits")

# One statement looks and writes: two at once cannot both take the last one. No row comes back
# when this one would be too many.
SPEND = """
INSERT INTO limits_allowance AS held (key, spent_until)
VALUES (%(key)s, %(at)s::timestamptz + %(share)s)
ON CONFLICT (key) DO UPDATE
    SET spent_until = greatest(held.spent_until, %(at)s) + %(share)s
    WHERE greatest(held.spent_until, %(at)s) + %(share)s <= %(at)s::timestamptz + %(period)s
RETURNING spent_until
"""


@dataclass(frozen=True)
class Rate:
    """So many in a period: all at once, or evenly; what is spent comes back bit by bit."""

    count: int
    period: timedelta

    @property
    def share(self) -> timedelta:
        """The time it takes for one of them to come back."""
        return self.period / self.count


class TooOften(DomainError):
    """Somebody asks more often than anybody needs to; says when they may again."""

    code = "too_often"

    def __init__(self, wait: timedelta) -> None:
        self.wait = wait
        super().__init__(
            _("That was too often."),
            mend=_("Try again in %(wait)s.") % {"wait": wait_in_words(wait)},
        )


def too_often(key: str, *, wait: timedelta) -> TooOften:
    """Return the refusal of one counted under this key, and tell the log."""
    log.info("limit.reached", key=key)
    return TooOften(max(wait, timedelta(seconds=1)))


def counted_key(name: str, by: str) -> str:
    """Return what is kept of who asks: addresses of people and of machines stay unreadable."""
    return f"{name}:{salted_hmac('kith.limits', by, algorithm='sha256').hexdigest()}"


@public_side
def give_back(name: str, *, by: str, rate: Rate) -> None:
    """Take the last one back: it was no misuse."""
    Allowance.objects.filter(key=counted_key(name, by)).update(
        spent_until=F("spent_until") - rate.share
    )


@public_side
def spend(name: str, *, by: str, rate: Rate, at: datetime) -> None:
    """
    Count one; a refused one counts for nothing.

    :raises TooOften: with this one it would be too many
    """
    words: dict[str, Any] = {
        "key": counted_key(name, by),
        "at": at,
        "share": rate.share,
        "period": rate.period,
    }
    with connection.cursor() as cursor:
        cursor.execute(SPEND, words)
        if cursor.fetchone():
            return
        cursor.execute("SELECT spent_until FROM limits_allowance WHERE key = %s", [words["key"]])
        row = cursor.fetchone()
    # Swept meanwhile: then the whole period is over.
    wait = row[0] + rate.share - rate.period - at if row else timedelta(0)
    raise too_often(words["key"], wait=wait)
