from dataclasses import replace

import pytest

from catalog.numbering.identifiers import is_eid, is_iccid, luhn_digit, print_sims
from catalog.numbering.models import SimCard
from catalog.numbering.queries import sim_levels
from catalog.numbering.sim_csv import SimFileUnreadable, read_sim_csv
from catalog.numbering.usecases.add_sim_batch import SimBatchRefused, add_sim_batch
from tests.clock import NOON


def test_printed_sims_are_well_formed_and_go_in(public):
    rows = list(print_sims(count=3, form="esim"))

    report = add_sim_batch(rows=rows, batch="A", at=NOON)

    assert (report.created, report.unchanged) == (3, 0)
    sim = SimCard.objects.order_by("pk").first()
    assert sim.activation_code == f"LPA:1$smdp.kith.example${sim.matching_id}"
    assert [(level.form, level.available) for level in sim_levels()] == [
        ("esim", 3),
        ("physical", 0),
    ]


def test_importing_a_batch_again_changes_nothing(public):
    rows = list(print_sims(count=3, form="physical"))
    add_sim_batch(rows=rows, batch="A", at=NOON)

    report = add_sim_batch(rows=rows, batch="A", at=NOON)

    assert (report.created, report.unchanged) == (0, 3)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"iccid": "8934070000000000010"}, "check digit"),
        ({"imsi": "21407"}, "15 digits"),
        ({"form": "nano"}, "neither esim nor physical"),
        ({"matching_id": "lower case"}, "matching id"),
        ({"smdp_address": "not a host"}, "SM-DP+"),
        ({"eid": "1" * 32}, "EID"),
    ],
)
def test_one_wrong_row_keeps_the_whole_batch_out(public, change, reason):
    good, bad, other = print_sims(count=3, form="esim")

    with pytest.raises(SimBatchRefused) as caught:
        add_sim_batch(rows=[good, replace(bad, **change), other], batch="A", at=NOON)

    assert [row.row for row in caught.value.rows] == [2]
    assert reason in caught.value.rows[0].reason
    assert not SimCard.objects.exists()


def test_a_row_twice_in_the_file_is_named(public):
    (sim,) = print_sims(count=1, form="esim")

    with pytest.raises(SimBatchRefused) as caught:
        add_sim_batch(rows=[sim, sim], batch="A", at=NOON)

    assert {row.row for row in caught.value.rows} == {1, 2}


def test_a_sim_that_contradicts_the_pool_is_refused(public):
    rows = list(print_sims(count=2, form="esim"))
    add_sim_batch(rows=rows[:1], batch="A", at=NOON)
    stranger = replace(rows[1], imsi=rows[0].imsi)

    with pytest.raises(SimBatchRefused) as caught:
        add_sim_batch(rows=[stranger], batch="B", at=NOON)

    assert "belongs to another SIM" in caught.value.rows[0].reason


def test_luhn_and_eid_checks():
    assert luhn_digit("7992739871") == "3"
    assert is_iccid("8934071" + "0" * 11 + luhn_digit("8934071" + "0" * 11))
    assert not is_iccid("8834070000000000018")
    first = "890490320000000000000000000000"
    assert is_eid(f"{first}{98 - int(first) * 100 % 97:02d}")
    assert not is_eid(f"{first}00")


def test_a_csv_file_becomes_rows():
    text = "\ufeffICCID, imsi ,form\n8934,2140,physical\n"

    (row,) = read_sim_csv(text.encode())

    assert (row.iccid, row.imsi, row.form, row.eid) == ("8934", "2140", "physical", "")


@pytest.mark.parametrize("content", [b"\xff\xfe", b"", b"iccid,imsi\n1,2\n", b"iccid,imsi,form\n"])
def test_an_unreadable_file_is_refused_with_what_to_do(content):
    with pytest.raises(SimFileUnreadable) as caught:
        read_sim_csv(content)

    assert caught.value.mend
