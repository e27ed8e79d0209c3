"""The hosted page where somebody pays by card."""

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from html import escape

from outside.stripe.calls import Call, Json, Reply
from outside.stripe.cards import CARDS, Card, card_of, has_right_check_digit
from outside.stripe.pages import layout
from outside.stripe.resources.sessions import expire_due_sessions, pay, rest_of
from outside.stripe.resources.setups import keep
from outside.stripe.world import World

EXPIRY = re.compile(r"(\d{1,2})\s*/?\s*(\d{2}|\d{4})")
PROOF_CARD = "4000002760003184"
FIELDS = ("number", "expiry", "cvc", "name")
HINTS = {
    "4242 4242 4242 4242": "pays",
    "4000 0000 0000 0002": "is declined",
    "4000 0000 0000 9995": "has insufficient funds",
    "4000 0027 6000 3184": "asks for proof first (3-D Secure), each time",
    "4000 0000 0000 0341": "can be kept, and is declined when charged",
    "4000 0082 6000 3178": "can be kept, and has insufficient funds when charged",
}


@dataclass
class Filled:
    """What the payer wrote, and what is wrong with it."""

    number: str = ""
    expiry: str = ""
    cvc: str = ""
    name: str = ""
    wrong: dict[str, str] = field(default_factory=dict)

    @property
    def card(self) -> Card:
        """The card these fields name, once nothing is wrong with them."""
        month, year = re.findall(r"\d+", self.expiry)
        card = card_of(re.sub(r"\D", "", self.number))
        return replace(card, exp_month=int(month), exp_year=2000 + int(year) % 100)


def show(world: World, call: Call) -> Reply:
    """Show the page, or where the payer should go instead."""
    session = _session(world, call)
    if session is None:
        return _unknown()
    return _closed(session) or Reply.of_page(_page(world, session, Filled()))


def submit(world: World, call: Call) -> Reply:
    """Take the card; a second click finds the payment made and moves on."""
    with world.store.transaction():
        session = _session(world, call)
        if session is None:
            return _unknown()
        if reply := _closed(session):
            return reply
        filled = _read(world, call.form)
        if filled.wrong:
            return Reply.of_page(_page(world, session, filled), 422)
        card = filled.card
        if session["mode"] == "setup":
            failure = keep(world, session, card, holder=filled.name)
            return _closed(session) or Reply.of_page(_page(world, session, filled, failure), 402)
        intent = pay(world, session, card, holder=filled.name)
        note = [session["id"], filled.name, card.exp_month, card.exp_year]
        world.store.set_note(f"holder:{intent['id']}", note)
    return _after(world, session, intent, filled)


def show_proof(world: World, call: Call) -> Reply:
    """Show the bank's question."""
    found = _asked(world, call.args[0])
    if found is None:
        return _unknown()
    session, intent, *_ = found
    if reply := _closed(session):
        return reply
    if intent["status"] != "requires_action":
        return Reply.going_to(session["url"])
    total = layout.shown(session["amount_total"], session["currency"])
    inner = (
        "<h1>Your bank asks: is this you?</h1>"
        f"<p>You are about to pay <strong>{escape(total)}</strong>.</p>"
        f'<form class="box" method="post" action="/c/proof/{escape(intent["id"])}">'
        '<button name="answer" value="complete">Complete</button>'
        '<button class="plain" name="answer" value="fail">Fail</button></form>'
    )
    return Reply.of_page(layout.page("Confirm with your bank", inner))


def submit_proof(world: World, call: Call) -> Reply:
    """Take the answer to the bank's question."""
    with world.store.transaction():
        found = _asked(world, call.args[0])
        if found is None:
            return _unknown()
        session, intent, holder, card = found
        if reply := _closed(session):
            return reply
        if intent["status"] != "requires_action":
            return Reply.going_to(session["url"])
        is_proven = call.form.get("answer") == "complete"
        intent = pay(world, session, card, holder=holder, is_proven=is_proven)
    return _after(world, session, intent, Filled(name=holder))


def _after(world: World, session: Json, intent: Json, filled: Filled) -> Reply:
    if intent["status"] == "succeeded":
        return Reply.going_to(landing(session))
    if intent["status"] == "requires_action":
        return Reply.going_to(f"/c/proof/{intent['id']}")
    failure = intent["last_payment_error"]["message"]
    return Reply.of_page(_page(world, session, filled, failure), 402)


def landing(session: Json) -> str:
    """Return where a payer goes after paying."""
    return str(session["success_url"]).replace("{CHECKOUT_SESSION_ID}", session["id"])


def _session(world: World, call: Call) -> Json | None:
    expire_due_sessions(world)
    return world.store.get(call.args[0], "checkout.session")


def _asked(world: World, name: str) -> tuple[Json, Json, str, Card] | None:
    intent = world.store.get(name, "payment_intent")
    session_id, holder, month, year = world.store.note(f"holder:{name}", ["", "", 0, 0])
    session = world.store.get(session_id, "checkout.session")
    card = replace(CARDS[PROOF_CARD], exp_month=month, exp_year=year)
    return (session, intent, holder, card) if session and intent else None


def _closed(session: Json) -> Reply | None:
    if session["status"] == "complete":
        return Reply.going_to(landing(session))
    if session["status"] == "expired":
        return Reply.of_page(
            layout.note_page(
                "This payment page has expired",
                "Nothing was charged. Go back and start the payment again.",
                link=session["cancel_url"] or "",
                label="Back to the shop",
            ),
            410,
        )
    return None


def _unknown() -> Reply:
    text = "The address is wrong, or the page is long gone. Nothing was charged."
    return Reply.of_page(layout.note_page("There is no such payment page", text), 404)


def _read(world: World, form: Json) -> Filled:
    number, expiry, cvc, name = (str(form.get(one, "")).strip() for one in FIELDS)
    filled = Filled(number, expiry, cvc, name)
    digits = re.sub(r"[\s-]", "", filled.number)
    if not re.fullmatch(r"\d{12,19}", digits) or not has_right_check_digit(digits):
        filled.wrong["number"] = "Check the card number: it is incomplete or has a wrong digit."
    if why := _expiry_fault(world, filled.expiry):
        filled.wrong["expiry"] = why
    if not re.fullmatch(r"\d{3,4}", filled.cvc):
        filled.wrong["cvc"] = "Write the 3 or 4 digits on the card."
    if not filled.name:
        filled.wrong["name"] = "Write the name on the card."
    return filled


def _expiry_fault(world: World, expiry: str) -> str:
    match = EXPIRY.fullmatch(expiry)
    if not match or not 1 <= int(match[1]) <= 12:
        return "Write the month and the year, like 04 / 30."
    today = datetime.fromtimestamp(world.clock.now(), UTC)
    if (2000 + int(match[2]) % 100, int(match[1])) < (today.year, today.month):
        return "This card has expired. Use another one."
    return ""


def _page(world: World, session: Json, filled: Filled, failure: str = "") -> str:
    merchant = session["branding_settings"]["display_name"]
    total = layout.shown(session["amount_total"] or 0, session["currency"])
    is_setup = session["mode"] == "setup"
    title, act = ("Save a card", "Save card") if is_setup else ("Pay by card", f"Pay {total}")
    lines = "".join(
        f"<li><span>{escape(item['description'])}</span>"
        f"<span>{escape(layout.shown(item['amount_total'], item['currency']))}</span></li>"
        for item in rest_of(world, session)["items"]
    )
    said = failure or ("Some of it needs a second look." if filled.wrong else "")
    cancel = (
        f'<p><a class="away" href="{escape(session["cancel_url"])}">Cancel and go back</a></p>'
        if session["cancel_url"]
        else ""
    )
    inner = (
        f'<p class="who">{escape(merchant)}</p><h1>{title}</h1>'
        f'<p class="total">{escape(total)}</p><ul class="lines">{lines}</ul>{layout.notice(said)}'
        f'<form class="box" method="post" novalidate action="/c/pay/{escape(session["id"])}">'
        f"{_fields(filled)}<button>{escape(act)}</button></form>{cancel}{_hints()}"
    )
    return layout.page(f"{'Error: ' if said else ''}{title if is_setup else act}", inner)


def _fields(filled: Filled) -> str:
    def one(name: str, label: str, **more: str) -> str:
        value = "" if name == "cvc" else getattr(filled, name)
        why = filled.wrong.get(name, "")
        return layout.field(name, label, value=value, why=why, **more)

    return (
        one("number", "Card number", autocomplete="cc-number", inputmode="numeric", maxlength="23")
        + '<div class="pair">'
        + one(
            "expiry",
            "Expiry (MM / YY)",
            autocomplete="cc-exp",
            inputmode="numeric",
            maxlength="9",
        )
        + one("cvc", "CVC", autocomplete="cc-csc", inputmode="numeric", maxlength="4")
        + "</div>"
        + one("name", "Name on the card", autocomplete="cc-name", maxlength="100")
    )


def _hints() -> str:
    rows = "".join(f"<dt><code>{n}</code></dt><dd>{what}</dd>" for n, what in HINTS.items())
    return f"<details><summary>Cards to try</summary><dl>{rows}</dl></details>"


def card_named(number: str) -> Card:
    """Return the card control asks for."""
    return card_of(re.sub(r"\D", "", number))
