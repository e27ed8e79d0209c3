"""Tries at a secret: the first few are free, then each wait is longer than the one before."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import F
from django.db.models.functions import Greatest

from kith.limits.allowances import counted_key, too_often
from kith.limits.models import Guessing
from kith.wall.side import public_side

# So many wrong ones cost nothing: people mistype.
FREE = 5
# After the fifth, the sixth and so on; the last one stands for all that follow.
WAITS = [timedelta(minutes=minutes) for minutes in (1, 2, 4, 8, 15)]
# A day without a try forgets them all.
REMEMBERED = timedelta(days=1)

# A try counts before its answer is known: fifty at once are not all the first one. It is not
# heard, and does not count, before the wait is over.
TRY = """
INSERT INTO limits_guessing AS made (key, count, open_at, forgotten_at)
VALUES (%(key)s, 1, %(at)s::timestamptz + (%(waits)s::interval[])[1],
        %(at)s::timestamptz + %(remembered)s)
ON CONFLICT (key) DO UPDATE SET
    count = CASE WHEN made.forgotten_at <= %(at)s THEN 1 ELSE made.count + 1 END,
    open_at = %(at)s::timestamptz + (%(waits)s::interval[])[
        CASE WHEN made.forgotten_at <= %(at)s THEN 1
             ELSE least(made.count + 1, cardinality(%(waits)s::interval[])) END
    ],
    forgotten_at = %(at)s::timestamptz + %(remembered)s
    WHERE made.open_at <= %(at)s
RETURNING count
"""


@public_side
def begin_guess(
    name: str,
    *,
    by: str,
    at: datetime,
    free: int = FREE,
    waits: Sequence[timedelta] = tuple(WAITS),
) -> None:
    """
    Count one try before its answer is known; `forgive` takes it back when it was right.

    :raises TooOften: the wait after the last wrong one is not over
    """
    steps = [timedelta(0)] * (free - 1) + list(waits)
    words: dict[str, Any] = {
        "key": counted_key(name, by),
        "at": at,
        "waits": steps,
        "remembered": REMEMBERED,
    }
    with connection.cursor() as cursor:
        cursor.execute(TRY, words)
        if cursor.fetchone():
            return
        cursor.execute("SELECT open_at FROM limits_guessing WHERE key = %s", [words["key"]])
        row = cursor.fetchone()
    wait = row[0] - at if row else timedelta(0)
    raise too_often(words["key"], wait=wait)


@public_side
def forgive(name: str, *, by: str) -> None:
    """Forget all tries of this one: the last was right."""
    Guessing.objects.filter(key=counted_key(name, by)).delete()


@public_side
def forgive_last(name: str, *, by: str, at: datetime) -> None:
    """Take only the last try back; those before it were somebody else's."""
    Guessing.objects.filter(key=counted_key(name, by)).update(
        count=Greatest(F("count") - 1, 0), open_at=at
    )
