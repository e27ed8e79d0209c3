"""The hosted pages where somebody shows who they are and where to pay them."""

import re
from datetime import date
from html import escape

from outside.stripe.calls import Call, Json, Reply
from outside.stripe.pages import layout
from outside.stripe.resources.accounts import banked, identified
from outside.stripe.resources.links import new_link, open_link, used_link
from outside.stripe.world import World

# The API's own test birthday whose identity check does not pass by itself.
UNPROVEN_BIRTHDAY = date(1900, 1, 1)
SESSION_SECONDS = 3600
IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{10,30}")
TEST_IBANS = ("DE89370400440532013000", "ES0700120345030000067890", "FR1420041010050500013M02606")


def enter(world: World, call: Call) -> Reply:
    """Open a link: it works once, and not for long."""
    with world.store.transaction():
        found = used_link(world, call.args[0])
        if found is None:
            text = "Ask for a new link where you came from."
            return Reply.of_page(layout.note_page("This link does not exist", text), 404)
        account, pages, is_good = found
        if not is_good:
            return Reply.going_to(pages["refresh_url"])
        path = "connect/session"
        session = new_link(world, account, pages, seconds=SESSION_SECONDS, path=path)
    return Reply.going_to(session["url"])


def show(world: World, call: Call) -> Reply:
    """Show the step that comes next."""
    found = _open(world, call)
    if found is None:
        return _over()
    account, pages = found
    return Reply.of_page(_page(call.args[0], account, pages, {}, {}))


def submit(world: World, call: Call) -> Reply:
    """Take one step; after the last one the person goes back."""
    with world.store.transaction():
        found = _open(world, call)
        if found is None:
            return _over()
        account, pages = found
        is_identity = call.form.get("step") == "identity"
        wrong = _identity_faults(call.form) if is_identity else _bank_faults(call.form)
        if wrong:
            inner = _page(call.args[0], account, pages, call.form, wrong)
            return Reply.of_page(inner, 422)
        if is_identity:
            is_verified = _birthday(call.form) != UNPROVEN_BIRTHDAY
            identified(world, account, is_verified=is_verified)
            return Reply.going_to(f"/connect/session/{call.args[0]}")
        banked(world, account, iban=_iban(call.form), holder=str(call.form["holder"]).strip())
    return Reply.going_to(pages["return_url"])


def _open(world: World, call: Call) -> tuple[Json, Json] | None:
    found = open_link(world, call.args[0])
    account = world.store.get(found[0], "account") if found else None
    return (account, found[1]) if found and account else None


def _over() -> Reply:
    text = "Go back to where you came from and ask for a new link. What you entered is kept."
    return Reply.of_page(layout.note_page("This page is over", text), 410)


def _birthday(form: Json) -> date | None:
    try:
        return date(*(int(str(form.get(part, ""))) for part in ("year", "month", "day")))
    except (TypeError, ValueError):
        return None


def _identity_faults(form: Json) -> dict[str, str]:
    wrong = {
        name: "Fill this in as it stands on your document."
        for name in ("first_name", "last_name")
        if not str(form.get(name, "")).strip()
    }
    if _birthday(form) is None:
        wrong["day"] = "Write your birthday in figures, like 1, 12 and 1990."
    if form.get("terms") != "yes":
        wrong["terms"] = "Agree to the terms to be paid."
    return wrong


def _iban(form: Json) -> str:
    return re.sub(r"\s", "", str(form.get("iban", ""))).upper()


def _bank_faults(form: Json) -> dict[str, str]:
    wrong = {}
    iban = _iban(form)
    turned = iban[4:] + iban[:4]
    if not IBAN.fullmatch(iban) or int("".join(str(int(c, 36)) for c in turned)) % 97 != 1:
        wrong["iban"] = "Check the IBAN: it is incomplete or has a wrong character."
    if not str(form.get("holder", "")).strip():
        wrong["holder"] = "Write the name the account is held in."
    return wrong


def _page(token: str, account: Json, pages: Json, form: Json, wrong: dict[str, str]) -> str:
    is_known = account["tos_acceptance"]["date"] is not None
    step, title = (2, "Where should we pay you?") if is_known else (1, "Who are you?")
    name = "bank" if is_known else "identity"
    fields = _bank_fields(form, wrong) if is_known else _identity_fields(form, wrong)
    merchant = account["business_profile"]["name"] or account["email"] or "Your account"
    inner = (
        f'<p class="who">{escape(merchant)}, step {step} of 2</p><h1>{title}</h1>'
        + layout.notice("Some of it needs a second look." if wrong else "")
        + f'<form class="box" method="post" novalidate action="/connect/session/{escape(token)}">'
        f'<input type="hidden" name="step" value="{name}">{fields}'
        f"<button>{'Finish' if is_known else 'Continue'}</button></form>"
        f'<p><a class="away" href="{escape(pages["return_url"])}">Leave and come back later</a></p>'
    )
    return layout.page(f"{'Error: ' if wrong else ''}{title}", inner)


def _identity_fields(form: Json, wrong: dict[str, str]) -> str:
    def one(name: str, label: str, **more: str) -> str:
        value, why = str(form.get(name, "")), wrong.get(name, "")
        return layout.field(name, label, value=value, why=why, **more)

    dob = {"inputmode": "numeric"}
    return (
        one("first_name", "First name", autocomplete="given-name")
        + one("last_name", "Last name", autocomplete="family-name")
        + one("day", "Day of birth", autocomplete="bday-day", maxlength="2", **dob)
        + '<div class="pair">'
        + one("month", "Month", autocomplete="bday-month", maxlength="2", **dob)
        + one("year", "Year", autocomplete="bday-year", maxlength="4", **dob)
        + '</div><div class="field"><div class="tick">'
        '<input type="checkbox" id="terms" name="terms" value="yes" required'
        + (' aria-invalid="true" aria-describedby="terms-why"' if "terms" in wrong else "")
        + '><label for="terms">I agree to the terms of being paid</label></div>'
        + (f'<p class="why" id="terms-why">{wrong["terms"]}</p>' if "terms" in wrong else "")
        + "</div>"
    )


def _bank_fields(form: Json, wrong: dict[str, str]) -> str:
    hint = f"To try it: {TEST_IBANS[0]}"
    holder = layout.field(
        "holder",
        "Account holder",
        value=str(form.get("holder", "")),
        why=wrong.get("holder", ""),
        autocomplete="name",
    )
    iban = str(form.get("iban", ""))
    why = wrong.get("iban", "")
    return holder + layout.field("iban", "IBAN", value=iban, why=why, hint=hint, maxlength="42")
