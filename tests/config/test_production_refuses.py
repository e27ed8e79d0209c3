"""Production starts strong, or says what is weak and how to mend it."""

import contextlib
import os
import subprocess
import sys
from ssl import CERT_REQUIRED

import psycopg2
import pytest
from django.db import connection
from kombu import Connection

from config.celery import broker_seal
from config.settings.strength import REQUIRED, weaknesses
from kith.runtime.roles import LoginTooStrong
from kith.wall import in_public
from kith.wall.migrator_login import signed_in_as_migrator
from tests.architecture.house_rules import ROOT
from tests.config.a_production import A_PRODUCTION

APP_IN_ANOTHER = "whsec_m1N8bV3cX6zL9kJ4hG7fD2sA"
REHEARSAL = {"KITH_REHEARSAL": "1", "STRIPE_SECRET_KEY": "sk_test_none"}


def test_a_strong_environment_has_no_weakness():
    assert weaknesses(A_PRODUCTION) == []
    assert weaknesses(A_PRODUCTION | REHEARSAL) == []


def test_what_leaves_the_machine_is_sealed_and_what_stays_there_need_not_be():
    sealed = {
        "DATABASE_URL": "postgres://kith_app:x@db.kith.example/kith?sslmode=verify-full",
        "REDIS_URL": "rediss://:y@10.0.0.6:6379/0",
        "NETWORK_URL": "https://oss.telco.example/tmf",
        "MAIL_OPTIONS": '{"host": "mail.kith.example", "port": 587, "use_tls": true}',
    }
    bare = {
        "DATABASE_URL": "postgres://kith_app:x@postgres:5432/kith",
        "REDIS_URL": "redis://:y@valkey:6379/0",
        "MAIL_OPTIONS": '{"host": "localhost"}',
    }

    assert weaknesses(A_PRODUCTION | sealed) == []
    assert weaknesses(A_PRODUCTION | bare) == []


@pytest.mark.parametrize("name", REQUIRED)
def test_what_has_no_default_is_asked_for_by_name(name):
    assert weaknesses({**A_PRODUCTION, name: ""})[0].startswith(f"{name} is not set")


@pytest.mark.parametrize(
    ("changed", "names", "mend"),
    [
        ({"SECRET_KEY": "x"}, "SECRET_KEY has 1 characters", "token_urlsafe"),
        ({"SECRET_KEY": "ab" * 30}, "SECRET_KEY repeats", "token_urlsafe"),
        ({"SECRET_KEY": "django-insecure-" + "abcdefghijklmnop" * 3}, "SECRET_KEY is one", "Draw"),
        ({"NETWORK_CALLBACK_SECRET": "short"}, "NETWORK_CALLBACK_SECRET has 5", "Draw"),
        ({"STRIPE_WEBHOOK_SECRET": "whsec_1"}, "STRIPE_WEBHOOK_SECRET has 7", "Draw"),
        (
            {"STRIPE_CONNECT_WEBHOOK_SECRET": APP_IN_ANOTHER},
            "STRIPE_WEBHOOK_SECRET and STRIPE_CONNECT_WEBHOOK_SECRET are the same",
            "by itself",
        ),
        (
            {"REDIS_URL": "redis://:only-the-application@cache:6379/0"},
            "the password in DATABASE_URL and the password in REDIS_URL are the same",
            "by itself",
        ),
        ({"STRIPE_SECRET_KEY": "sk_test_a"}, "STRIPE_SECRET_KEY is a test key", "KITH_REHEARSAL"),
        ({"KITH_REHEARSAL": "1"}, "STRIPE_SECRET_KEY is a live key", "test key"),
        ({"STRIPE_SECRET_KEY": "pk_live_a"}, "STRIPE_SECRET_KEY is no secret", "Copy it"),
        ({"STRIPE_API_BASE": "http://127.0.0.1:9"}, "STRIPE_API_BASE", "Take it away"),
        ({"DATABASE_URL": "postgres://kith_super:x@h/kith"}, "as kith_super", "kith.runtime.roles"),
        (
            {
                "DATABASE_URL": "postgres://me:x@h/kith",
                "DATABASE_MIGRATOR_URL": "postgres://me:x@h/kith",
            },
            "as me",
            "kith.runtime.roles",
        ),
        ({"REDIS_URL": "redis://valkey:6379/0"}, "REDIS_URL has no password", "Set one"),
        ({"CACHE_URL": "redis://cache:6379/0"}, "CACHE_URL has no password", "Set one"),
        ({"KITH_NETWORK_HOST": "https://kith.example"}, "KITH_NETWORK_HOST is", "kith.example"),
        ({"KITH_NETWORK_HOST": "kith.localhost"}, "KITH_NETWORK_HOST is this machine", "domain"),
        ({"KITH_PROXIES": "0"}, "KITH_PROXIES must be 1 or more", "proxy"),
        ({"KITH_PROXIES": "one"}, "KITH_PROXIES must be 1 or more", "proxy"),
        ({"NETWORK_ADAPTER": "tmf640"}, "NETWORK_URL is not set", "NETWORK_ADAPTER=manual"),
        ({"KITH_DEMO": "1"}, "KITH_DEMO is set", "Take it away"),
        (
            {"DATABASE_URL": "postgres://kith_app:x@db.kith.example/kith?sslmode=require"},
            "DATABASE_URL leads to another machine",
            "?sslmode=verify-full",
        ),
        (
            {"DATABASE_MIGRATOR_URL": "postgres://kith_migrator:x@10.0.0.5/kith"},
            "DATABASE_MIGRATOR_URL leads to another machine",
            "?sslmode=verify-full",
        ),
        ({"REDIS_URL": "redis://:x@10.0.0.6:6379/0"}, "REDIS_URL leads", "rediss://"),
        ({"CACHE_URL": "redis://:x@[fd00::6]:6379/0"}, "CACHE_URL leads", "rediss://"),
        ({"NETWORK_URL": "http://oss.telco.example/tmf"}, "NETWORK_URL leads", "https://"),
        ({"MAIL_OPTIONS": '{"host": "mail.kith.example"}'}, "MAIL_OPTIONS names", "use_tls"),
        ({"KITH_DEMO_PASSWORD": "known"}, "KITH_DEMO_PASSWORD is set", "Take it away"),
    ],
)
def test_each_weakness_names_the_variable_and_how_to_mend_it(changed, names, mend):
    (said,) = weaknesses(A_PRODUCTION | changed)

    assert names in said
    assert mend in said


def run(program: str, **env: str) -> subprocess.CompletedProcess:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-W", "ignore", *program.split()],
        cwd=ROOT,
        env=kept | {"PYTHONPATH": f"{ROOT}/platform:{ROOT}"} | env,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_weak_production_does_not_start_and_says_everything_at_once():
    weak = A_PRODUCTION | {"SECRET_KEY": "x", "KITH_PROXIES": "0"}

    started = run("-m config.wsgi", **weak)

    assert started.returncode != 0
    assert "- SECRET_KEY has 1 characters" in started.stderr
    assert "- KITH_PROXIES must be 1 or more" in started.stderr


def test_what_django_itself_finds_weak_is_not_there():
    checked = run("manage.py check --deploy --fail-level WARNING", **A_PRODUCTION)

    assert (checked.returncode, checked.stderr) == (0, "")
    assert "no issues" in checked.stdout


@pytest.mark.parametrize("program", ["-m config.wsgi", "-m celery -A config report"])
def test_no_process_guesses_its_settings(program):
    started = run(program, DATABASE_URL="postgres://nobody@127.0.0.1:1/kith")

    assert started.returncode != 0
    assert "DJANGO_SETTINGS_MODULE is not set" in started.stderr + started.stdout


def test_no_command_guesses_its_settings():
    asked = run("manage.py check", DATABASE_URL="postgres://nobody@127.0.0.1:1/kith")

    assert asked.returncode == 1
    assert asked.stderr.startswith("manage.py: DJANGO_SETTINGS_MODULE is not set.")


def test_a_sealed_broker_is_spoken_to_sealed():
    address = "rediss://:y@10.0.0.6:6379/0"

    with Connection(
        address, transport="kith.outbox.sealed_queue:Transport", ssl=broker_seal(address)
    ) as broker:
        assert broker.transport.client.ssl == {"ssl_cert_reqs": CERT_REQUIRED}
    assert broker_seal("redis://:y@127.0.0.1:6379/0") is None


def test_what_the_databases_address_says_of_its_seal_reaches_the_connection():
    address = f"{A_PRODUCTION['DATABASE_URL']}?sslmode=verify-full"

    shown = run("manage.py diffsettings", **A_PRODUCTION | {"DATABASE_URL": address})

    (databases,) = [line for line in shown.stdout.splitlines() if line.startswith("DATABASES ")]
    assert "'sslmode': 'verify-full'" in databases
    assert "lock_timeout=3000" in databases


@pytest.fixture
def another_connection(house, settings):
    """A connection of its own, as production opens one."""
    settings.KITH_LOGIN_MUST_BE_WEAK = True
    opened = connection.copy()
    yield opened
    opened.close()


def test_a_login_that_may_act_as_the_owner_is_refused_by_the_databases_word(another_connection):
    with in_public(), pytest.raises(LoginTooStrong, match="who may act as the owner"):
        another_connection.ensure_connection()


def test_the_migrators_login_may_be_the_owners(house, settings):
    settings.KITH_LOGIN_MUST_BE_WEAK = True
    settings.DATABASE_MIGRATOR_URL = os.environ["DATABASE_URL"]
    with signed_in_as_migrator(), in_public():
        connection.ensure_connection()
        assert connection.is_usable()
    connection.close()


def test_a_login_without_rights_is_let_in(another_connection):
    with as_administrator() as cursor:
        cursor.execute("CREATE ROLE kith_weak LOGIN NOINHERIT PASSWORD 'weak'")
        cursor.execute("GRANT kith_public TO kith_weak WITH SET TRUE")
    another_connection.settings_dict |= {"USER": "kith_weak", "PASSWORD": "weak"}
    try:
        with in_public(), another_connection.cursor() as cursor:
            cursor.execute("SELECT session_user")
            assert cursor.fetchone() == ("kith_weak",)
    finally:
        another_connection.close()
        with as_administrator() as cursor:
            cursor.execute("DROP ROLE kith_weak")


@contextlib.contextmanager
def as_administrator():
    with contextlib.closing(psycopg2.connect(os.environ["DATABASE_ADMIN_URL"])) as admin, admin:
        with admin.cursor() as cursor:
            yield cursor
