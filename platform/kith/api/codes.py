"""Every code a refusal of the API may have, for whoever writes a program against it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_noop

from kith.errors import DomainError
from kith.limits.allowances import TooOften


@dataclass(frozen=True)
class Told:
    """One code, the status it comes with, and when."""

    code: str
    status: int
    when: str


CODES = (
    Told("query.malformed", 400, gettext_noop("A part of the question is no attribute=value.")),
    Told(
        "query.unknown_attribute",
        400,
        gettext_noop("Nothing is looked for, or sorted, by that attribute."),
    ),
    Told("query.unknown_field", 400, gettext_noop("“fields” names a member there is none of.")),
    Told("query.bad_value", 400, gettext_noop("The attribute can never have that value.")),
    Told(
        "query.too_many_values",
        400,
        gettext_noop("More values are looked for than a page has things."),
    ),
    Told(
        "query.not_compared", 400, gettext_noop("The attribute has no order: it is equal or not.")
    ),
    Told("request.unreadable", 400, gettext_noop("The body is no JSON.")),
    Told(
        "request.invalid",
        400,
        gettext_noop("A member is missing, wrong, or unknown; the reason names it."),
    ),
    Told("request.refused", 400, gettext_noop("Headers or port make no sense.")),
    Told(
        "request.key_too_long",
        400,
        gettext_noop("The Idempotency-Key has more than 200 characters."),
    ),
    Told(
        "order.several_items", 400, gettext_noop("An order has one item; send one order for each.")
    ),
    Told("auth.missing", 401, gettext_noop("Somebody must be known here, and nobody is.")),
    Told("auth.failed", 401, gettext_noop("The token is revoked, of another shop, or none.")),
    Told(
        "auth.forbidden",
        403,
        gettext_noop("Known, but this is not theirs: a token may be read-only."),
    ),
    Told("auth.csrf", 403, gettext_noop("A session writes without its X-CSRFToken.")),
    Told("auth.second_factor", 403, gettext_noop("The session has not shown its second step.")),
    Told("not_found", 404, gettext_noop("There is nothing of that id, or no such resource.")),
    Told("host.unknown", 404, gettext_noop("No shop answers at this host.")),
    Told("method.not_allowed", 405, gettext_noop("Allow names the methods of this address.")),
    Told("media.not_acceptable", 406, gettext_noop("Only JSON is answered.")),
    Told("request.too_large", 413, gettext_noop("The body is too large; it was not read.")),
    Told("query.too_long", 414, gettext_noop("The question is too long; ask in parts.")),
    Told("media.unsupported", 415, gettext_noop("Only JSON is taken.")),
    Told("throttled", 429, gettext_noop("Too often; Retry-After says how many seconds to wait.")),
    Told(
        "broken",
        500,
        gettext_noop("Our fault; the same request with the same key is safe to repeat."),
    ),
)


def of_refusals(refusals: Iterable[type[DomainError]]) -> list[Told]:
    """Return the codes by which a use-case refuses, each with the first line that says why."""
    return [
        Told(each.code, 429 if issubclass(each, TooOften) else 409, _first_line(each))
        for each in refusals
    ]


def _first_line(refusal: type[DomainError]) -> str:
    return (refusal.__doc__ or "").strip().partition("\n")[0]
