"""The processes that together are a running Kith, and the environment they share."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path

from kith.runtime.keys import kept_key
from kith.runtime.ports import LOOPBACK
from outside.launcher.asking import Question, dns_question, http_question, page_question

PYTHON = sys.executable
# Our stand-ins know that names under `.localhost` mean this machine.
NETWORK_HOST = "kith.localhost"

MANAGE = (PYTHON, "manage.py")


@dataclass(frozen=True)
class Part:
    """One process: what starts it, the port that answers once it is up, what it can be asked."""

    name: str
    argv: tuple[str, ...]
    port: int | None = None
    env: Mapping[str, str] = field(default_factory=dict)
    question: Question | None = None
    # It listens on no port; whether it lives stands in the database (kith.pulse).
    leaves_pulse: bool = False
    # It is done when it ends by itself, with code 0; until then it is started again.
    is_done_once: bool = False


@dataclass(frozen=True)
class Ports:
    """Where each part listens."""

    web: int
    network: int
    stripe: int
    dns: int


def network_host(env: Mapping[str, str]) -> str:
    """Return the network's own name: by default one that every browser takes for this machine."""
    return env.get("KITH_NETWORK_HOST") or NETWORK_HOST


def outside_world(
    state_dir: Path, ports: Ports, env: Mapping[str, str], *, address: str = LOOPBACK
) -> list[Part]:
    """Return the stand-ins for what is not ours: the network, Stripe, the names of the internet."""
    home = f"http://{network_host(env)}:{ports.web}"
    parts = [
        Part(
            "network",
            (
                *(PYTHON, "-m", "outside.network"),
                *("--port", str(ports.network)),
                *("--state", str(state_dir / "network.sqlite3")),
                *("--callback", f"{home}/network/callback"),
                *("--callback-secret", env["NETWORK_CALLBACK_SECRET"]),
                # Long enough to see who acts next, too short to wait for.
                *("--ports-answer-ms", "8000"),
            ),
            port=ports.network,
            question=http_question(ports.network, "/", host=LOOPBACK),
        ),
        Part(
            "dns",
            (
                *(PYTHON, "-m", "outside.dns.name_server"),
                *("--port", str(ports.dns)),
                *("--state", str(state_dir / "dns.json")),
            ),
            port=ports.dns,
            question=dns_question(ports.dns),
        ),
    ]
    if uses_fake_stripe(env):
        parts.append(_fake_stripe(state_dir, ports, env, address))
    return parts


def _fake_stripe(state_dir: Path, ports: Ports, env: Mapping[str, str], address: str) -> Part:
    """Return the stand-in for Stripe, whose payment pages are opened from wherever Kith's are."""
    host = network_host(env)
    webhooks = f"http://{host}:{ports.web}/webhooks/stripe"
    # Its pages stand where the shops do, unless those are seen by this machine alone.
    pages = () if host == NETWORK_HOST else ("--public", f"http://{host}:{ports.stripe}")
    return Part(
        "stripe",
        (
            *(PYTHON, "-m", "outside.stripe"),
            *("--host", address, "--port", str(ports.stripe), *pages),
            *("--state", str(state_dir / "stripe.sqlite3")),
            *("--webhook", webhooks),
            *("--webhook-connect", f"{webhooks}/connect"),
            *("--secret", env["STRIPE_WEBHOOK_SECRET"]),
            *("--connect-secret", env["STRIPE_CONNECT_WEBHOOK_SECRET"]),
        ),
        port=ports.stripe,
        question=http_question(ports.stripe, "/", host=LOOPBACK, address=_near(address)),
    )


def web(ports: Ports, address: str, *, host: str = NETWORK_HOST) -> Part:
    """Return what a browser speaks with."""
    return Part(
        "web",
        (
            *(PYTHON, "-m", "granian", "--interface", "wsgi"),
            *("--host", address, "--port", str(ports.web)),
            *("--workers", "2", "--runtime-threads", "1", "--blocking-threads", "1"),
            # A new thread would open a database connection of its own.
            *("--blocking-threads-idle-timeout", "600"),
            *("--respawn-failed-workers", "--no-ws", "--workers-kill-timeout", "5"),
            "config.wsgi:application",
        ),
        port=ports.web,
        question=http_question(
            ports.web, "/readyz", host=f"{host}:{ports.web}", address=_near(address)
        ),
    )


def first_page(ports: Ports, address: str, *, host: str) -> Question:
    """Return how the telco's own shop is asked for its first page."""
    return page_question(ports.web, host=f"home.{host}:{ports.web}", address=_near(address))


def at_work() -> list[Part]:
    """Return what carries on what somebody has begun on a page."""
    return [
        Part(
            "worker",
            (
                *(PYTHON, "-m", "celery", "-A", "config", "worker"),
                *("--loglevel", "INFO", "--concurrency", "2"),
                *("--without-gossip", "--without-mingle"),
            ),
            leaves_pulse=True,
        ),
        Part("relay", (*MANAGE, "relay"), leaves_pulse=True),
    ]


def scheduler() -> Part:
    """Return what does by the clock what nobody asks for."""
    return Part("scheduler", (*MANAGE, "beat"), leaves_pulse=True)


def year(env: Mapping[str, str]) -> Part:
    """Return what lives the demo's first year, once, in one process; a long one yields to all."""
    gently = () if env.get("DEMO_HISTORY") == "0" else ("nice", "-n", "10")
    return Part("year", (*gently, *MANAGE, "load_demo", "--lanes", "0"), is_done_once=True)


def month() -> Part:
    """Return what lives the demo's month ahead, once it was asked for; it yields to all."""
    return Part("month", ("nice", "-n", "5", *MANAGE, "live_month"), is_done_once=True)


def _near(address: str) -> str:
    """Return where we reach what listens at an address; on all of them, it listens here too."""
    try:
        everywhere = ip_address(address).is_unspecified
    except ValueError:
        # A name is looked up by whoever calls it.
        return address
    if not everywhere:
        return address
    return "::1" if ":" in address else LOOPBACK


def shared_environment(
    given: Mapping[str, str],
    *,
    state_dir: Path,
    ports: Ports,
    database_url: str,
    redis_url: str,
) -> dict[str, str]:
    """Return the environment of every part; what the caller has set by hand is kept."""

    def key(name: str) -> str:
        return kept_key(state_dir, name.lower())

    chosen: dict[str, str | Callable[[], str]] = {
        "DJANGO_SETTINGS_MODULE": "config.settings.local",
        "SECRET_KEY": lambda: key("SECRET_KEY"),
        "STRIPE_WEBHOOK_SECRET": lambda: f"whsec_{key('STRIPE_WEBHOOK_SECRET')}",
        "STRIPE_CONNECT_WEBHOOK_SECRET": lambda: f"whsec_{key('STRIPE_CONNECT_WEBHOOK_SECRET')}",
        "NETWORK_ADAPTER": "tmf640",
        "NETWORK_URL": f"http://{LOOPBACK}:{ports.network}",
        "NETWORK_CALLBACK_SECRET": lambda: key("NETWORK_CALLBACK_SECRET"),
        "DNS_SERVER": f"{LOOPBACK}:{ports.dns}",
    }
    env = dict(given)
    for name, default in chosen.items():
        if not env.get(name):
            env[name] = default if isinstance(default, str) else default()
    if uses_fake_stripe(given):
        env["STRIPE_API_BASE"] = f"http://{LOOPBACK}:{ports.stripe}"
        env["STRIPE_SECRET_KEY"] = "sk_test_kith_stand_in"
    return env | {
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "KITH_DEMO": "1",
        "KITH_PORT": str(ports.web),
        "KITH_STATE_DIR": str(state_dir),
        "PYTHONUNBUFFERED": "1",
    }


def uses_fake_stripe(env: Mapping[str, str]) -> bool:
    """Tell whether nobody gave us keys of the real Stripe."""
    return env.get("STRIPE_SECRET_KEY", "") in ("", "sk_test_kith_stand_in")
