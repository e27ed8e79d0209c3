import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.utils import timezone, translation

from kith.money import Money
from kith.ui import formats

ROOT = Path(__file__).resolve().parents[3]
CONTEXTS = ("tenants", "catalog", "billing", "ambassadors")
MORNING = datetime(2026, 3, 1, 8, 41, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _madrid():
    with timezone.override("Europe/Madrid"):
        yield


@pytest.mark.parametrize(
    ("language", "text"), [("en", "€1,234.50"), ("es", "1.234,50\xa0€"), ("xx", "€1,234.50")]
)
def test_money_is_written_as_the_reader_writes_it(language, text):
    with translation.override(language):
        assert formats.money_text(Money(123450, "EUR")) == text


def test_money_owed_has_a_real_minus_sign():
    assert formats.money_text(Money(-420, "EUR")) == "−€4.20"
    assert formats.money_text(Money(420, "EUR"), is_signed=True) == "+€4.20"
    assert formats.money_text(Money(0, "EUR"), is_signed=True) == "€0.00"


def test_an_instant_is_shown_with_its_zone():
    assert formats.moment_text(MORNING) == "1 Mar 2026, 09:41 CET"
    assert formats.time_text(MORNING, "America/New_York") == "03:41"
    assert formats.zone_text(MORNING, "America/New_York") == "EST"


def test_days_come_before_months_in_our_english():
    assert formats.date_text(date(2026, 4, 1)) == "1 Apr 2026"
    assert formats.day_text(date(2026, 4, 1)) == "1 April 2026"
    with translation.override("es"):
        assert formats.day_text(MORNING) == "1 de marzo de 2026"
        assert formats.date_text(MORNING) == "1 mar 2026"


def test_every_day_a_page_or_a_letter_shows_is_written_in_one_place():
    own = re.compile(r"\|date\b|\|time\b|{% now|date_format\(|strftime\(|localize\(|format_date\(")
    # What machines read: the API, and the name of a thing at the processor.
    machines = ("kith/api/shapes.py", "settlement/purposes.py", "kith/ui/formats.py")
    found = [
        (str(path.relative_to(ROOT)), line.strip())
        for folder in ("templates", "platform/kith", "platform/faces", *CONTEXTS)
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".html", ".txt", ".py") and not str(path).endswith(machines)
        for line in path.read_text().splitlines()
        if own.search(line)
    ]

    assert found == []


def test_how_long_ago_is_said_in_words():
    later = MORNING.replace(hour=10)

    assert formats.relative_text(MORNING, now=later) == "2 hours ago"
    assert formats.relative_text(later, now=MORNING) == "in 2 hours"
