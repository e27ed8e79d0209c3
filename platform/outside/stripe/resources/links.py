"""Links into the hosted onboarding."""

import json

from outside.stripe import forms
from outside.stripe.calls import ApiError, Call, Json
from outside.stripe.resources.lookup import needed
from outside.stripe.store import new_id
from outside.stripe.world import World

LINK_SECONDS = 300


def create_link(world: World, call: Call) -> Json:
    """Return a link into the hosted onboarding; it opens once, within five minutes."""
    form = call.form
    account = needed(world, "account", forms.text(form, "account"), param="account")
    kind = forms.text(form, "type")
    if kind not in ("account_onboarding", "account_update"):
        raise ApiError("Invalid type: must be account_onboarding or account_update", param="type")
    pages = {name: forms.text(form, name) for name in ("refresh_url", "return_url")}
    return new_link(world, account["id"], pages, seconds=LINK_SECONDS, path="connect/setup")


def new_link(world: World, account: str, pages: dict[str, str], *, seconds: int, path: str) -> Json:
    """Return a link of this life time, and keep where it leads back to."""
    token, now = new_id("lnk")[4:], world.clock.today()
    world.store.run(
        "INSERT INTO links (token, account, body, expires_at) VALUES (?, ?, ?, ?)",
        token,
        account,
        json.dumps(pages),
        now + seconds,
    )
    return {
        "object": "account_link",
        "created": now,
        "expires_at": now + seconds,
        "url": f"{world.public_url}/{path}/{token}",
    }


def used_link(world: World, token: str) -> tuple[str, Json, bool] | None:
    """Use a link up; return its account, its pages and whether it was still good."""
    found = world.store.rows("SELECT * FROM links WHERE token = ?", token)
    if not found:
        return None
    link = found[0]
    is_good = link["used_at"] is None and link["expires_at"] > world.clock.today()
    world.store.run("UPDATE links SET used_at = ? WHERE token = ?", world.clock.today(), token)
    return link["account"], json.loads(link["body"]), is_good


def open_link(world: World, token: str) -> tuple[str, Json] | None:
    """Return the account and pages of a session that is still open."""
    found = world.store.rows(
        "SELECT * FROM links WHERE token = ? AND expires_at > ?", token, world.clock.today()
    )
    return (found[0]["account"], json.loads(found[0]["body"])) if found else None
