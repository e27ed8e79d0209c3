"""SIM files as makers and spreadsheets write them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from catalog.numbering.identifiers import luhn_digit, print_sims
from catalog.numbering.sim_csv import SimFileUnreadable, read_sim_csv
from catalog.numbering.usecases.add_sim_batch import SimBatchRefused, add_sim_batch
from tests.clock import NOON
from tests.factories.accounts import a_person, sign_in

(ONE,) = print_sims(count=1, form="esim")
HEADER = "iccid,imsi,form,matching_id,smdp_address,eid\n"
NINETEEN = "893407000987654004"
NINETEEN += luhn_digit(NINETEEN)


def a_row(**changes):
    told = {name: getattr(ONE, name) for name in HEADER.strip().split(",")} | changes
    return ",".join(told.values()) + "\n"


def read(text, **options):
    return read_sim_csv(text.encode(), **options)


@pytest.mark.parametrize(
    "text",
    [
        HEADER + a_row(),
        (HEADER + a_row()).replace(",", ";"),
        (HEADER + a_row()).replace(",", "\t"),
        "sep=;\r\n" + (HEADER + a_row()).replace(",", ";"),
        "\ufeffsep=,\n" + HEADER + a_row(),
        HEADER + a_row() + ",,,,,\n,,,,,\n",
        HEADER + "\n\n" + a_row(),
        "ACC;" + HEADER.upper().replace(",", ";") + "0001;" + a_row().replace(",", ";"),
    ],
)
def test_every_dialect_of_a_table_is_read(text):
    assert read(text) == [ONE]


@pytest.mark.parametrize(
    ("name", "cell", "kept"),
    [
        ("iccid", f"{NINETEEN}F", NINETEEN),
        ("iccid", f"{NINETEEN}f", NINETEEN),
        ("iccid", "8934 0700 0987 6540 046", "8934070009876540046"),
        ("iccid", f'="{NINETEEN}"', NINETEEN),
        ("iccid", f"'{NINETEEN}", NINETEEN),
        ("imsi", "214 07 0987654005", "214070987654005"),
        ("smdp_address", "RSP-EU.FIELD.EXAMPLE", "rsp-eu.field.example"),
        ("smdp_address", "smdp.field.example.", "smdp.field.example"),
        ("form", "eSIM", "esim"),
        ("form", "ESIM", "esim"),
        ("form", "e-SIM", "esim"),
        ("form", "SIM card", "physical"),
        ("form", "nano", "nano"),
        ("matching_id", "FLD-9", "FLD-9"),
    ],
)
def test_harmless_spellings_are_folded(name, cell, kept):
    (row,) = read(HEADER + a_row(**{name: cell}))

    assert getattr(row, name) == kept


@pytest.mark.parametrize("form", ["esim", "physical"])
def test_a_makers_file_without_a_form_has_the_one_that_is_asked_for(form):
    text = "ICCID;IMSI;PIN1;PUK1\n8934070009876540020;214070987654002;0000;12345678\n"

    assert [row.form for row in read(text, form=form)] == [form]
    with pytest.raises(SimFileUnreadable, match="form") as refusal:
        read(text)
    assert "beside the file" in refusal.value.mend


def test_a_row_that_names_its_form_keeps_it():
    assert read(HEADER + a_row(form="eSIM"), form="physical")[0].form == "esim"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (HEADER + '"' + a_row(), 2),
        (HEADER + a_row() + '"' + "9" * 140_000, 3),
        (HEADER + a_row().replace("KITH", "KI\0TH"), 2),
        ("sep=,\n" + HEADER + a_row() + '"x', 4),
    ],
)
def test_what_is_no_table_is_refused_with_its_line(text, line):
    with pytest.raises(SimFileUnreadable, match=f"line {line} "):
        read(text)


@pytest.mark.parametrize("name", ["iccid", "imsi", "eid"])
@pytest.mark.parametrize("cell", ["8.93407E+18", '"8,93407E+18"', "9E18"])
def test_a_number_that_a_spreadsheet_rounded_is_told_as_that(public, name, cell):
    rows = read(HEADER + "\n" + a_row(**{name: cell}))

    with pytest.raises(SimBatchRefused) as refusal:
        add_sim_batch(rows=rows, batch="A", at=NOON)

    assert [row.row for row in refusal.value.rows] == [2]
    assert "rounded by a spreadsheet" in refusal.value.rows[0].reason


def test_the_page_asks_for_the_form_and_names_the_line(public, client_for):
    staff = sign_in(client_for(None), a_person(role="staff"))
    body = "8934070009876540020;214070987654002\n"
    (rest,) = print_sims(count=1, form="physical", start=7)

    def upload(text, **fields):
        file = SimpleUploadedFile("maker.csv", text.encode())
        return staff.post("/staff/numbers/sims/", {"file": file, **fields})

    good = f"ICCID;IMSI\n{rest.iccid};{rest.imsi}\n"
    assert "beside the file" in upload(good).text
    assert upload(good, form="physical").status_code == 302
    torn = upload("ICCID;IMSI\n" + body + '"' + "x" * 140_000, form="physical")
    assert torn.status_code == 409
    assert "From line 3 on" in torn.text
