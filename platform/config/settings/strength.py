"""What production must be told before it starts, and what it refuses to be told: the one list."""

from __future__ import annotations

import ipaddress
import json
import re
from collections.abc import Iterator, Mapping
from itertools import combinations
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

REQUIRED = (
    "SECRET_KEY",
    "DATABASE_URL",
    "REDIS_URL",
    # Web and worker are one installation, wherever their state folders are.
    "KITH_INSTALLATION",
    # A closed shop's data are dropped once they stand there: a folder that lasts, seen by all.
    "KITH_ARCHIVE_DIR",
    "KITH_NETWORK_HOST",
    "KITH_PROXIES",
    "NETWORK_CALLBACK_SECRET",
    "STRIPE_SECRET_KEY",
    "STRIPE_WEBHOOK_SECRET",
    "STRIPE_CONNECT_WEBHOOK_SECRET",
    "DEFAULT_FROM_EMAIL",
    # The law wants whoever writes to customers to say who they are.
    "NETWORK_IMPRINT",
)
# Of the demo and of tests only: in production each of them opens a door.
FORBIDDEN = ("KITH_DEMO", "KITH_DEMO_PASSWORD")
# What somebody who learns it could sign or read with -> the fewest characters it may have.
SECRETS = {
    "SECRET_KEY": 50,
    "NETWORK_CALLBACK_SECRET": 32,
    "STRIPE_WEBHOOK_SECRET": 24,
    "STRIPE_CONNECT_WEBHOOK_SECRET": 24,
}
FEWEST_DIFFERENT_CHARACTERS = 10
# Logins that own the tables, or could become their owner.
STRONG_LOGINS = {"kith_super", "kith_owner", "kith_migrator", "postgres", "root"}
DRAW_ONE = "Draw one: python -c 'import secrets; print(secrets.token_urlsafe(50))'."
TEST_KEY, LIVE_KEY = re.compile(r"[sr]k_test_"), re.compile(r"[sr]k_live_")


def weaknesses(env: Mapping[str, str]) -> list[str]:
    """Return what is missing or weak, each with the variable's name and how to mend it."""
    missing = [f"{name} is not set: production has no default for it." for name in _missing(env)]
    return [
        *missing,
        *_doors_of_the_demo(env),
        *_guessable_secrets(env),
        *_shared_secrets(env),
        *_wrong_money(env),
        *_strong_login(env),
        *_open_queue(env),
        *_wrong_address(env),
        *_uncounted_proxies(env),
        *_network_out_of_reach(env),
        *_plain_connections(env),
        *_plain_mail(env),
    ]


def _missing(env: Mapping[str, str]) -> Iterator[str]:
    return (name for name in REQUIRED if not env.get(name, "").strip())


def _doors_of_the_demo(env: Mapping[str, str]) -> Iterator[str]:
    for name in FORBIDDEN:
        if env.get(name):
            yield f"{name} is set: it opens doors without locks. Take it away."


def _guessable_secrets(env: Mapping[str, str]) -> Iterator[str]:
    for name, fewest in SECRETS.items():
        secret = env.get(name, "")
        if secret and len(secret) < fewest:
            yield f"{name} has {len(secret)} characters; it needs {fewest}. {DRAW_ONE}"
        elif secret and len(set(secret)) < FEWEST_DIFFERENT_CHARACTERS:
            yield f"{name} repeats a few characters, and was not drawn by chance. {DRAW_ONE}"
        elif secret.startswith("django-insecure-"):
            yield f"{name} is one that Django drew for trying things out. {DRAW_ONE}"


def _shared_secrets(env: Mapping[str, str]) -> Iterator[str]:
    known = {name: env[name] for name in SECRETS if env.get(name)}
    for name in ("DATABASE_URL", "REDIS_URL"):
        if password := _password(env.get(name, "")):
            known[f"the password in {name}"] = password
    for one, other in combinations(known, 2):
        if known[one] == known[other]:
            yield f"{one} and {other} are the same: who learns one has both. Draw each by itself."


def _wrong_money(env: Mapping[str, str]) -> Iterator[str]:
    key, elsewhere = env.get("STRIPE_SECRET_KEY", ""), env.get("STRIPE_API_BASE", "")
    if not key:
        return
    if not (LIVE_KEY.match(key) or TEST_KEY.match(key)):
        yield "STRIPE_SECRET_KEY is no secret or restricted key of Stripe's. Copy it from its desk."
    elif env.get("KITH_REHEARSAL"):
        if LIVE_KEY.match(key):
            yield (
                "STRIPE_SECRET_KEY is a live key, and KITH_REHEARSAL is set: a rehearsal must not"
                " move money. Use a test key, or take KITH_REHEARSAL away."
            )
    elif TEST_KEY.match(key):
        yield (
            "STRIPE_SECRET_KEY is a test key: nobody would be paid. Use a live key, or set"
            " KITH_REHEARSAL=1 where no real customer ever comes."
        )
    elif elsewhere:
        yield "STRIPE_API_BASE would hand the live key to somebody else than Stripe. Take it away."


def _strong_login(env: Mapping[str, str]) -> Iterator[str]:
    login = urlsplit(env.get("DATABASE_URL", "")).username or ""
    migrator = urlsplit(env.get("DATABASE_MIGRATOR_URL", "")).username
    if login in STRONG_LOGINS or (login and login == migrator):
        yield (
            f"DATABASE_URL signs in as {login}, who owns the tables or may act as their owner. Use"
            " the application's login, which `python -m kith.runtime.roles` makes."
        )


def _open_queue(env: Mapping[str, str]) -> Iterator[str]:
    for name in ("REDIS_URL", "CACHE_URL"):
        address = env.get(name, "")
        if address and not address.startswith("unix:") and not _password(address):
            yield f"{name} has no password: who reaches it could run tasks. Set one in Valkey."


def _wrong_address(env: Mapping[str, str]) -> Iterator[str]:
    host = env.get("KITH_NETWORK_HOST", "")
    if not host:
        return
    if not re.fullmatch(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?", host) or "." not in host:
        yield (
            f"KITH_NETWORK_HOST is {host!r}. Give the network's own domain in small letters,"
            " without scheme or port, such as kith.example."
        )
    elif host.endswith(".localhost"):
        yield "KITH_NETWORK_HOST is this machine only. Give the network's own domain."


def _uncounted_proxies(env: Mapping[str, str]) -> Iterator[str]:
    told = env.get("KITH_PROXIES", "")
    if told and not (told.isdecimal() and int(told) > 0):
        yield (
            "KITH_PROXIES must be 1 or more: production believes X-Forwarded-Proto, so a proxy of"
            " yours stands in front, and without their number all people have one address."
        )


def _network_out_of_reach(env: Mapping[str, str]) -> Iterator[str]:
    if env.get("NETWORK_ADAPTER", "tmf640") == "tmf640" and not env.get("NETWORK_URL"):
        yield (
            "NETWORK_URL is not set, and the adapter tmf640 asks there. Set it, or let staff do the"
            " network's work with NETWORK_ADAPTER=manual."
        )


def _plain_connections(env: Mapping[str, str]) -> Iterator[str]:
    for name in ("DATABASE_URL", "DATABASE_MIGRATOR_URL"):
        address = urlsplit(env.get(name, ""))
        if _is_elsewhere(address) and parse_qs(address.query).get("sslmode") != ["verify-full"]:
            yield (
                f"{name} leads to another machine, and anybody between could read along or answer"
                " in its place. End it with ?sslmode=verify-full, and &sslrootcert= if need be."
            )
    for name, scheme in (
        ("REDIS_URL", "rediss"),
        ("CACHE_URL", "rediss"),
        ("NETWORK_URL", "https"),
    ):
        address = urlsplit(env.get(name, ""))
        if _is_elsewhere(address) and address.scheme != scheme:
            yield (
                f"{name} leads to another machine, and anybody between could read along. Begin it"
                f" with {scheme}://."
            )


def _plain_mail(env: Mapping[str, str]) -> Iterator[str]:
    options = json.loads(env.get("MAIL_OPTIONS") or "{}")
    is_sealed = options.get("use_tls") or options.get("use_ssl")
    if _is_elsewhere(urlsplit(f"//{options.get('host', '')}")) and not is_sealed:
        yield (
            "MAIL_OPTIONS names a mail server on another machine, and anybody between could read"
            " the codes we send. Add use_tls (port 587) or use_ssl (port 465)."
        )


def _is_elsewhere(address: SplitResult) -> bool:
    """Say whether the way there leaves the machine, or its private network of bare names."""
    host = address.hostname or ""
    try:
        return not ipaddress.ip_address(host).is_loopback
    except ValueError:
        return "." in host


def _password(address: str) -> str:
    return unquote(urlsplit(address).password or "")
