"""A list as a file: what a page shows, as a spreadsheet takes it."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from django.test import RequestFactory
from django.utils import timezone
from django.utils.translation import override

from kith.money import Money
from kith.ui.shapes import Column, Link, Tagged
from kith.ui.spreadsheets import table_answer, wants_csv

COLUMNS = [
    Column("number", "Order"),
    Column("state", "State"),
    Column("on", "Placed"),
    Column("total", "Total", kind="money"),
]


def read(answer) -> list[dict]:
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def row(**changes):
    known = {
        "number": Link("K-1", "/desk/orders/1/"),
        "state": Tagged("Active", "good"),
        "on": date(2026, 3, 1),
        "total": Money(-1234, "EUR"),
    }
    return known | changes


def test_a_table_is_written_as_its_page_shows_it_with_plain_numbers():
    answer = table_answer(name="orders", columns=COLUMNS, rows=[row()])

    assert read(answer) == [
        {
            "number": "K-1",
            "state": "Active",
            "on": "2026-03-01",
            "total": "-12.34",
            "currency": "EUR",
        }
    ]
    assert answer["Content-Disposition"] == 'attachment; filename="orders.csv"'
    assert answer["Content-Type"] == "text/csv; charset=utf-8"


def test_a_table_without_money_has_no_currency():
    answer = table_answer(name="people", columns=COLUMNS[:2], rows=[row(state=None)])

    assert read(answer) == [{"number": "K-1", "state": ""}]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", "\tb"])
def test_no_cell_is_run_by_a_spreadsheet(text):
    answer = table_answer(name="people", columns=COLUMNS[:2], rows=[row(state=Tagged(text))])

    assert read(answer)[0]["state"] == f"'{text}"


@pytest.mark.parametrize(("query", "is_file"), [("?as=csv", True), ("?as=pdf", False), ("", False)])
def test_a_list_is_asked_for_by_its_address(query, is_file):
    assert wants_csv(RequestFactory().get(f"/desk/lines/{query}")) is is_file


@pytest.mark.parametrize(
    ("zone", "told"),
    [
        ("Europe/Madrid", "2027-01-01 00:30:00"),
        ("Atlantic/Canary", "2026-12-31 23:30:00"),
        ("America/Bogota", "2026-12-31 18:30:00"),
        ("Asia/Kathmandu", "2027-01-01 05:15:00"),
    ],
)
def test_a_moment_is_told_in_the_shops_zone_as_a_spreadsheet_reads_it(zone, told):
    at = datetime(2026, 12, 31, 23, 30, 0, 7, tzinfo=UTC)

    with timezone.override(zone):
        answer = table_answer(name="people", columns=COLUMNS[:3], rows=[row(on=at)])

    assert read(answer)[0]["on"] == told


def test_a_file_says_in_its_first_bytes_that_it_is_utf_8():
    answer = table_answer(name="people", columns=COLUMNS[:2], rows=[row(state=Tagged("=Sofía"))])

    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert read(answer)[0]["state"] == "'=Sofía"


@pytest.mark.parametrize(
    ("language", "first"), [("en", '"K-1","-12.34"'), ("es", '"K-1";"-12,34"')]
)
def test_a_file_is_written_as_the_readers_spreadsheet_writes_it(language, first):
    with override(language):
        answer = table_answer(name="orders", columns=[COLUMNS[0], COLUMNS[3]], rows=[row()])

    assert answer.text.splitlines()[1].startswith(first)
