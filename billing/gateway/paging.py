"""Every row of a list at the processor, page after page, however slowly it lets us through."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from typing import Any

import stripe

# Seconds before each further try, less a part by chance: whoever was refused together comes apart.
WAITS = (0.25, 0.5, 1.0, 2.0, 4.0)


def each(page: Any) -> Iterator[Any]:
    """
    Yield the rows of a page and of all that follow; told to slow down, wait and go on.

    A list of many pages asks faster than the processor lets anybody: begun anew at each refusal,
    it would never come to its end.

    :raises stripe.RateLimitError: a page was refused after all waits
    """
    while True:
        yield from page.data
        if not page.has_more:
            return
        page = patiently(page.next_page)


def patiently[T](ask: Callable[[], T]) -> T:
    """
    Ask, and ask again a few times where the processor says that it is too often; at most 8 seconds.

    For what reads much and waits for nobody's click.

    :raises stripe.RateLimitError: it was too often after all waits
    """
    for wait in WAITS:
        try:
            return ask()
        except stripe.RateLimitError:
            time.sleep(wait * random.uniform(0.5, 1.0))
    return ask()
