"""Every code a refusal of the API may have, for whoever writes a program against it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kith.errors import DomainError
from kith.limits.allowances import TooOften


@dataclass(frozen=True)
class Told:
    """One code, the status it comes with, and when."""

    code: str
    status: int
    when: str


CODES = (
    Told("query.malformed", 400, "A part of the question is no attribute=value."),
    Told("query.unknown_attribute", 400, "Nothing is looked for, or sorted, by that attribute."),
    Told("query.unknown_field", 400, "“fields” names a member there is none of."),
    Told("query.bad_value", 400, "The attribute can never have that value."),
    Told("query.too_many_values", 400, "More values are looked for than a page has things."),
    Told("query.not_compared", 400, "The attribute has no order: it is equal or not."),
    Told("request.unreadable", 400, "The body is no JSON."),
    Told("request.invalid", 400, "A member is missing, wrong, or unknown; the reason names it."),
    Told("request.refused", 400, "Headers or port make no sense."),
    Told("request.key_too_long", 400, "The Idempotency-Key has more than 200 characters."),
    Told("order.several_items", 400, "An order has one item; send one order for each."),
    Told("auth.missing", 401, "Somebody must be known here, and nobody is."),
    Told("auth.failed", 401, "The token is revoked, of another shop, or none."),
    Told("auth.forbidden", 403, "Known, but this is not theirs: a token may be read-only."),
    Told("auth.csrf", 403, "A session writes without its X-CSRFToken."),
    Told("auth.second_factor", 403, "The session has not shown its second step."),
    Told("not_found", 404, "There is nothing of that id, or no such resource."),
    Told("host.unknown", 404, "No shop answers at this host."),
    Told("method.not_allowed", 405, "Allow names the methods of this address."),
    Told("media.not_acceptable", 406, "Only JSON is answered."),
    Told("request.too_large", 413, "The body is too large; it was not read."),
    Told("query.too_long", 414, "The question is too long; ask in parts."),
    Told("media.unsupported", 415, "Only JSON is taken."),
    Told("throttled", 429, "Too often; Retry-After says how many seconds to wait."),
    Told("broken", 500, "Our fault; the same request with the same key is safe to repeat."),
)


def of_refusals(refusals: Iterable[type[DomainError]]) -> list[Told]:
    """Return the codes by which a use-case refuses, each with the first line that says why."""
    return [
        Told(each.code, 429 if issubclass(each, TooOften) else 409, _first_line(each))
        for each in refusals
    ]


def _first_line(refusal: type[DomainError]) -> str:
    return (refusal.__doc__ or "").strip().partition("\n")[0]
