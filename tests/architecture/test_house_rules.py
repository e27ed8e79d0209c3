import re

import pytest

from tests.architecture import house_rules
from tests.architecture.house_rules import RULES, Source, project_sources

USE_CASE = "billing/ledger/usecases/post_journal.py"
VIEW = "billing/ledger/web/journals.py"

ASKING = "from billing.gateway import gateway\n"

SAMPLES = [
    # rule, path, good, bad
    ("too_long", VIEW, "x = 1\n" * 400, "x = 1\n" * 401),
    (
        "too_long",
        VIEW,
        "def f():\n" + "    x = 1\n" * 69,
        "def f():\n" + "    x = 1\n" * 70,
    ),
    ("empty_names", VIEW, "class Ledger: ...\n", "class LedgerManager: ...\n"),
    ("empty_names", VIEW, "def post(*, amount): ...\n", "def process_amount(*, amount): ...\n"),
    ("empty_names", VIEW, "def post(*, amount): ...\n", "def post(*, data): ...\n"),
    (
        "clock_read_inside",
        USE_CASE,
        "def post_journal(*, at): return at\n",
        "def post_journal(*, at): return timezone.now()\n",
    ),
    (
        "walks_round_the_wall",
        USE_CASE,
        "from django.db import transaction\n",
        "from django.db import connection\n",
    ),
    (
        "walks_round_the_wall",
        USE_CASE,
        "Account.objects.filter(code='cash')\n",
        "Account.objects.using('other').filter(code='cash')\n",
    ),
    (
        "walks_round_the_wall",
        USE_CASE,
        "from kith.wall import in_tenant\n",
        "from django_tenants.utils import schema_context\n",
    ),
    (
        "mail_past_the_letterhead",
        USE_CASE,
        "from kith.mail.sending import send_mail_once\n",
        "from django.core.mail import send_mail\n",
    ),
    (
        "hidden_arrows",
        USE_CASE,
        "publish('invoice.paid', invoice_id=1)\n",
        "remind_debtor_later.delay(invoice_id=1)\n",
    ),
    (
        "hidden_arrows",
        USE_CASE,
        "from kith.outbox import publish\n",
        "from django.dispatch import receiver\n",
    ),
    (
        "positional_use_case",
        USE_CASE,
        "def post_journal(*, key): ...\ndef _legs(key): ...\n",
        "def post_journal(key): ...\n",
    ),
    (
        "positional_use_case",
        USE_CASE,
        "def post_journal(*, key): ...\n",
        "def post_journal(*, key): ...\ndef undo_journal(*, key): ...\n",
    ),
    (
        "reaches_into_another_app",
        USE_CASE,
        "from billing.ledger.models import Account\n",
        "from billing.settlement.models import Payee\n",
    ),
    (
        "reaches_into_another_app",
        USE_CASE,
        "from tenants.registry import queries\n",
        "def post_journal(*, key):\n    from tenants.registry import models\n",
    ),
    (
        "reaches_into_another_app",
        "billing/ledger/sql_books.py",
        "from tenants.workspace.sql_face import FACE\n",
        "from tenants.workspace.web import shop\n",
    ),
    (
        "writes_in_pieces",
        USE_CASE,
        "@transaction.atomic\ndef post_journal():\n    a.save()\n    b.save()\n",
        "def post_journal():\n    a.save()\n    Leg.objects.create()\n",
    ),
    (
        "asks_inside_a_transaction",
        USE_CASE,
        f"{ASKING}def post_journal():\n    'Ask, outside a transaction.'\n",
        f"{ASKING}def post_journal():\n    'Ask.'\n",
    ),
    (
        "reads_anothers_tables",
        "billing/ledger/sql_books.py",
        "BOOKS = 'SELECT 1 FROM ledger_account JOIN pg_class ON true'\n",
        "BOOKS = f'SELECT {1} FROM ledger_account join lines_line ON true'\n",
    ),
    (
        "day_of_no_place",
        USE_CASE,
        "due_on = day_here(at)\nday = report.date()\n",
        "due_on = invoice.issued_at.date()\n",
    ),
    (
        "text_kept_as_it_came",
        "billing/ledger/web/forms.py",
        "class F(forms.Form):\n    because = LineField()\n    key = forms.UUIDField()\n",
        "class F(forms.Form):\n    because = forms.CharField()\n",
    ),
]


@pytest.mark.parametrize(("rule", "path", "good", "bad"), SAMPLES)
def test_a_rule_passes_the_good_sample_and_finds_the_bad_one(rule, path, good, bad):
    find = getattr(house_rules, rule)

    assert list(find(Source(path, good))) == []
    assert list(find(Source(path, bad))) != []


def test_a_drawer_is_found_by_its_file_name():
    assert list(house_rules.empty_names(Source("billing/ledger/utils.py", ""))) != []


def test_doors_may_read_the_clock():
    at_the_door = Source(VIEW, "post_journal(at=timezone.now())\n")

    assert list(house_rules.clock_read_inside(at_the_door)) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_project_keeps(rule):
    found = [finding for source in project_sources() for finding in rule(source)]

    assert found == [], rule.__doc__ + "\n" + "\n".join(found)


def test_the_tests_keep_the_sizes_too():
    found = [line for source in project_sources("tests") for line in house_rules.too_long(source)]

    assert found == [], "\n".join(found)


@pytest.mark.parametrize("rule", [house_rules.too_long, house_rules.empty_names])
def test_what_is_not_the_product_keeps_the_sizes_and_the_names(rule):
    found = [line for source in project_sources("platform/outside") for line in rule(source)]

    assert found == [], "\n".join(found)


def test_one_place_opens_the_browser_and_no_session_keeps_it():
    tests = {source.path: source.text for source in project_sources("tests")}
    called = re.compile(r"sync_playwright\(\)")

    assert [path for path, text in tests.items() if called.search(text)] == ["tests/in_chromium.py"]
    assert '@pytest.fixture(scope="module")\ndef chromium(' in tests["tests/conftest.py"]
