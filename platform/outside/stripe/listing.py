"""Answer lists: filtered, newest first, a page at a time."""

import json
from typing import Any

from outside.stripe import forms
from outside.stripe.calls import ApiError, Call, Json, missing
from outside.stripe.world import World

ORDERS = {False: "DESC", True: "ASC"}
CURSORS = {"starting_after": "<", "ending_before": ">"}
SIGNS = {"gt": ">", "gte": ">=", "lt": "<", "lte": "<="}
# Of events the API gives back those of thirty days.
EVENTS_KEPT_SECONDS = 30 * 24 * 60 * 60
# A note: movements before that moment are not listed, while somebody puts them in place.
NOT_BEFORE = "movements_listed_from"


def listed(world: World, call: Call, kind: str, *, members: tuple[str, ...] = ()) -> Json:
    """Return one page of things, filtered by these members and by when they were created."""
    limit = forms.whole(call.form, "limit", 10)
    if not 1 <= limit <= 100:
        raise ApiError("limit must be between 1 and 100", param="limit")
    where, values = _created(call.form)
    for member in members:
        if member in call.form:
            where.append(f"AND json_extract(body, '$.{member}') = ?")
            values.append(forms.text(call.form, member))
    if kinds := call.form.get("types"):
        where.append(f"AND json_extract(body, '$.type') IN ({', '.join('?' for _ in kinds)})")
        values.extend(kinds)
    if kind == "event":
        where.append("AND created >= ?")
        values.append(world.clock.today() - EVENTS_KEPT_SECONDS)
    if kind == "balance_transaction":
        where.append("AND created >= ?")
        values.append(world.store.note(NOT_BEFORE, 0))
    is_backwards = _turn_page(world, call.form, kind, where, values)
    # Only words of this module are joined here; every value is bound.
    question = " ".join(
        [
            "SELECT body FROM objects WHERE kind = ? AND account = ?",
            *where,
            f"ORDER BY created {ORDERS[is_backwards]}, seq {ORDERS[is_backwards]} LIMIT ?",
        ]
    )
    found = world.store.rows(question, kind, call.account, *values, limit + 1)
    things = [json.loads(row["body"]) for row in found[:limit]]
    if is_backwards:
        things.reverse()
    return {
        "object": "list",
        "data": things,
        "has_more": len(found) > limit,
        "url": call.path,
    }


def _created(form: Json) -> tuple[list[str], list[Any]]:
    created = form.get("created")
    if created is None:
        return [], []
    if not isinstance(created, dict):
        return ["AND created = ?"], [forms.whole(form, "created")]
    where: list[str] = []
    values: list[Any] = []
    for name in created:
        if name not in SIGNS:
            raise ApiError(f"Received unknown parameter: created[{name}]", param="created")
        where.append(f"AND created {SIGNS[name]} ?")
        values.append(forms.whole(created, name))
    return where, values


def _turn_page(world: World, form: Json, kind: str, where: list[str], values: list[Any]) -> bool:
    """Begin where the page before ended; return whether that goes backwards."""
    for name, sign in CURSORS.items():
        if name in form:
            found = world.store.rows(
                "SELECT created, seq FROM objects WHERE id = ? AND kind = ?", form[name], kind
            )
            if not found:
                raise missing(kind, form[name], name)
            where.append(f"AND (created, seq) {sign} (?, ?)")
            values.extend((found[0]["created"], found[0]["seq"]))
            return sign == ">"
    return False
