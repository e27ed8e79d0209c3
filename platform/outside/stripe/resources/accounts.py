"""Connected accounts: who is paid, and what they still have to show."""

from outside.stripe import forms
from outside.stripe.calls import ApiError, Call, Json
from outside.stripe.happenings import happened
from outside.stripe.listing import listed
from outside.stripe.resources.lookup import needed
from outside.stripe.store import new_id
from outside.stripe.world import World

CURRENCIES = {"GB": "gbp", "US": "usd", "CH": "chf", "PL": "pln", "SE": "sek", "DK": "dkk"}
IDENTITY = (
    "individual.dob.day",
    "individual.dob.month",
    "individual.dob.year",
    "individual.first_name",
    "individual.last_name",
    "tos_acceptance.date",
)
BANK = ("external_account",)
DOCUMENT = ("individual.verification.document",)


def create_account(world: World, call: Call) -> Json:
    """Open a connected account whose dashboard and losses are the platform's."""
    form = call.form
    if "type" in form and "controller" in form:
        raise ApiError("You may not provide the `type` and `controller` parameters together.")
    account = account_of(
        country=forms.text(form, "country", "ES"),
        email=forms.text(form, "email", "") or None,
        created=world.clock.today(),
        metadata=forms.metadata_of(form),
        form=form,
    )
    return world.store.put(account)


def account_of(
    *, country: str, email: str | None, created: int, metadata: dict[str, str], form: Json
) -> Json:
    """Return a new account that has shown nothing yet."""
    asked = form.get("capabilities") or {}
    given = form.get("controller") or {}
    profile = form.get("business_profile") or {}
    return {
        "id": new_id("acct"),
        "object": "account",
        "business_profile": {"name": profile.get("name"), "url": profile.get("url")},
        "business_type": form.get("business_type") or "individual",
        "capabilities": {
            name: "inactive" for name, want in asked.items() if want.get("requested") == "true"
        },
        "charges_enabled": False,
        "controller": {
            "fees": {"payer": _inner(given, "fees", "payer", "application")},
            "is_controller": True,
            "losses": {"payments": _inner(given, "losses", "payments", "application")},
            "requirement_collection": given.get("requirement_collection", "stripe"),
            "stripe_dashboard": {"type": _inner(given, "stripe_dashboard", "type", "express")},
            "type": "application",
        },
        "country": country.upper(),
        "created": created,
        "default_currency": CURRENCIES.get(country.upper(), "eur"),
        "details_submitted": False,
        "email": email,
        "external_accounts": {
            "object": "list",
            "data": [],
            "has_more": False,
            "url": "/v1/accounts/external_accounts",
        },
        "future_requirements": requirements(),
        "metadata": metadata,
        "payouts_enabled": False,
        "requirements": requirements(due=[*IDENTITY, *BANK], why="requirements.past_due"),
        "settings": None,
        "tos_acceptance": {"date": None, "ip": None, "user_agent": None},
        "type": "none",
    }


def _inner(given: Json, name: str, member: str, default: str) -> str:
    return str((given.get(name) or {}).get(member, default))


def requirements(
    *, due: list[str] | None = None, pending: list[str] | None = None, why: str | None = None
) -> Json:
    """Return what is still to be shown, in the API's shape."""
    return {
        "alternatives": [],
        "current_deadline": None,
        "currently_due": due or [],
        "disabled_reason": why,
        "errors": [],
        "eventually_due": due or [],
        "past_due": due or [],
        "pending_verification": pending or [],
    }


def update_account(world: World, call: Call) -> Json:
    """Change what the platform may change."""
    account = needed(world, "account", call.args[0])
    account["metadata"] = forms.metadata_of(call.form, account["metadata"])
    for name in ("email", "business_type"):
        if name in call.form:
            account[name] = forms.text(call.form, name)
    return changed(world, account)


def changed(world: World, account: Json, *, is_told: bool = True) -> Json:
    """Keep an account as it now is, and tell."""
    world.store.put(account)
    if is_told:
        happened(world, "account.updated", account, account=account["id"])
    return account


def identified(world: World, account: Json, *, is_verified: bool = True) -> Json:
    """Note that the person said who they are."""
    account["tos_acceptance"] = {"date": world.clock.today(), "ip": None, "user_agent": None}
    account["details_submitted"] = bool(account["external_accounts"]["data"])
    pending = [] if is_verified else list(DOCUMENT)
    due = [] if account["details_submitted"] else list(BANK)
    why = "requirements.past_due" if due else None
    account["requirements"] = requirements(due=due, pending=pending, why=why)
    return changed(world, account)


def banked(world: World, account: Json, *, iban: str, holder: str, is_told: bool = True) -> Json:
    """Note where payouts go; with the identity proven this opens the account."""
    account["external_accounts"]["data"] = [
        {
            "id": new_id("ba"),
            "object": "bank_account",
            "account": account["id"],
            "account_holder_name": holder,
            "account_holder_type": "individual",
            "account_type": None,
            "available_payout_methods": ["standard"],
            "bank_name": "TEST BANK",
            "country": iban[:2],
            "currency": account["default_currency"],
            "default_for_currency": True,
            "fingerprint": new_id("fp")[3:19],
            "last4": iban[-4:],
            "metadata": {},
            "routing_number": iban[4:12],
            "status": "new",
        }
    ]
    account["details_submitted"] = account["tos_acceptance"]["date"] is not None
    pending = account["requirements"]["pending_verification"]
    if pending:
        account["requirements"] = requirements(
            pending=pending, why="requirements.pending_verification"
        )
        return changed(world, account, is_told=is_told)
    return opened(world, account, is_told=is_told)


def opened(world: World, account: Json, *, is_told: bool = True) -> Json:
    """Let an account be paid."""
    account.update(
        payouts_enabled=True,
        details_submitted=True,
        requirements=requirements(),
        capabilities=dict.fromkeys(account["capabilities"], "active"),
    )
    return changed(world, account, is_told=is_told)


def closed(world: World, account: Json, why: str = "rejected.other") -> Json:
    """Stop an account from being paid."""
    account.update(
        payouts_enabled=False,
        requirements=requirements(why=why),
        capabilities=dict.fromkeys(account["capabilities"], "inactive"),
    )
    return changed(world, account)


def retrieve_account(world: World, call: Call) -> Json:
    """Return one connected account."""
    return needed(world, "account", call.args[0])


def list_accounts(world: World, call: Call) -> Json:
    """Return a page of connected accounts."""
    return listed(world, call, "account")
