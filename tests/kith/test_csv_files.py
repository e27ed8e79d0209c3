"""Tables in every dialect that spreadsheets write."""

import pytest

from kith.csv_files import NoCsv, csv_rows

HEAD, ROW = ["a", "b"], ["1", "2,5;x"]


@pytest.mark.parametrize(
    "text",
    [
        'a,b\n1,"2,5;x"\n',
        'a;b\r\n1;"2,5;x"\r\n',
        "a\tb\n1\t2,5;x",
        'sep=;\na;b\n1;"2,5;x"\n',
        '"sep=,"\na,b\n1,"2,5;x"',
        "sep=|\na|b\n1|2,5;x\n",
        '\ufeffa,b\n,\n1,"2,5;x"\n,,\n\n',
    ],
)
def test_the_separator_is_seen_or_named(text):
    assert [row.cells for row in csv_rows(text)] == [HEAD, ROW]


def test_a_row_knows_the_line_it_begins_at():
    rows = csv_rows('sep=;\na;b\n"x\ny";2\n\n3;4\n')

    assert [row.line for row in rows] == [2, 3, 6]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('a,b\n1,2\n"3,4\n', 3),
        ("a,b\n1,\0\n", 2),
        ('a,b\n"' + "x" * 140_000, 2),
        ('a,b\n"1"2,3\n', 2),
    ],
)
def test_what_is_no_table_is_told_by_the_line_it_begins_at(text, line):
    with pytest.raises(NoCsv) as problem:
        list(csv_rows(text))

    assert (problem.value.line, bool(str(problem.value))) == (line, True)
