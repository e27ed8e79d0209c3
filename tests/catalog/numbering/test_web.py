"""The staff page of the pools."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from catalog.numbering.identifiers import print_sims
from catalog.numbering.models import PhoneNumber, SimCard
from catalog.numbering.usecases.assign_numbers import assign_numbers
from tests.clock import NOON
from tests.factories.accounts import a_person, sign_in
from tests.factories.numbering import FIRST, a_number_range


@pytest.fixture
def staff(public, client_for):
    return sign_in(client_for(None), a_person(role="staff"))


def a_file(*rows) -> SimpleUploadedFile:
    lines = ["iccid,imsi,form,matching_id,smdp_address"]
    lines += [
        f"{row.iccid},{row.imsi},{row.form},{row.matching_id},{row.smdp_address}" for row in rows
    ]
    return SimpleUploadedFile("batch.csv", "\n".join(lines).encode())


def test_levels_are_shown_and_low_ones_are_named(staff):
    a_number_range(size=3)

    page = staff.get("/staff/numbers/").content.decode()

    assert "+34 611 50 00 00" in page
    assert "Running low" in page


def test_a_range_is_added_and_a_wrong_one_is_explained(staff):
    form = {"label": "More", "first": "+34622000000", "last": "+34622000009", "warn_below": "5"}
    asked = staff.post("/staff/numbers/ranges/", form)
    assert asked.status_code == 409
    assert "This range is meant" in asked.content.decode()
    assert PhoneNumber.objects.count() == 0
    form |= {"asked_about": "+34622000000 +34622000009", "is_meant": "on"}
    assert staff.post("/staff/numbers/ranges/", form).status_code == 302
    assert PhoneNumber.objects.count() == 10

    page = staff.post("/staff/numbers/ranges/", {**form, "last": "+34622000011"})

    assert page.status_code == 409
    assert "already in" in page.content.decode()
    assert PhoneNumber.objects.count() == 10


def test_a_batch_is_imported_and_a_wrong_row_is_named(staff):
    good, bad = print_sims(count=2, form="esim")
    assert staff.post("/staff/numbers/sims/", {"file": a_file(good)}).status_code == 302
    assert SimCard.objects.count() == 1

    wrong = SimpleUploadedFile("b.csv", f"iccid,imsi,form\n{bad.iccid},12,esim".encode())
    page = staff.post("/staff/numbers/sims/", {"file": wrong})

    assert page.status_code == 409
    assert "Row 1: IMSI" in page.content.decode()
    assert SimCard.objects.count() == 1


def test_a_file_that_is_no_csv_says_what_to_do(staff):
    file = SimpleUploadedFile("b.csv", b"hello")

    page = staff.post("/staff/numbers/sims/", {"file": file})

    assert page.status_code == 409
    assert "Begin the file with the line" in page.content.decode()


def test_a_number_tells_its_story(staff):
    a_number_range(size=1)
    assign_numbers(holders=["order:1"], country="ES", at=NOON)

    found = staff.get("/staff/numbers/?number=611500000").content.decode()
    missing = staff.get("/staff/numbers/?number=hello").content.decode()

    assert "order:1" in found
    assert "not in our pools" in missing


@pytest.mark.parametrize("count", [1, 50])
def test_the_page_costs_the_same_for_any_number_of_ranges(staff, query_budget, count):
    for n in range(count):
        a_number_range(size=2, start=FIRST + 10 * n)
    staff.get("/staff/numbers/")

    with query_budget(8):
        staff.get("/staff/numbers/")


def test_others_have_no_business_there(client_for):
    assert sign_in(client_for(None), a_person()).get("/staff/numbers/").status_code == 403


def test_what_was_said_of_one_range_is_not_said_of_another(staff):
    form = {"label": "More", "first": "+34622000000", "last": "+34622000009", "warn_below": "5"}
    form |= {"asked_about": "+34622000000 +34622000009", "is_meant": "on"}

    answer = staff.post("/staff/numbers/ranges/", form | {"last": "+34622000099"})

    assert answer.status_code == 409
    assert PhoneNumber.objects.count() == 0


def test_numbers_of_another_country_are_refused_in_words(staff):
    form = {"label": "T", "first": "+12025550100", "last": "+12025550110", "warn_below": "5"}

    answer = staff.post("/staff/numbers/ranges/", form)

    assert answer.status_code == 409
    assert "numbers of another country: United States" in answer.content.decode()
    assert "This range is meant" not in answer.content.decode()
    assert PhoneNumber.objects.count() == 0
