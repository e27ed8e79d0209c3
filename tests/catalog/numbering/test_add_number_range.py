import pytest

from catalog.numbering.models import PhoneNumber
from catalog.numbering.queries import mask_number, pool_levels, show_number
from catalog.numbering.usecases.add_number_range import (
    NumberInvalid,
    RangeBackwards,
    RangeDoubtful,
    RangeForeign,
    RangeOverlaps,
    RangeTooLarge,
    add_number_range,
)
from catalog.numbering.usecases.assign_numbers import assign_numbers
from kith.wall import in_public
from tenants.registry.models import Tenant
from tests.clock import NOON
from tests.factories.numbering import a_number_range


def test_every_number_of_the_range_is_in_the_pool(public):
    block = add_number_range(
        first="611 50 00 00",
        last="611 50 00 19",
        label="Mobile",
        country="ES",
        at=NOON,
        is_doubt_settled=True,
    )

    assert (block.country, block.size) == ("ES", 20)
    assert PhoneNumber.objects.filter(country="ES", state="available").count() == 20


def test_adding_the_same_range_again_changes_nothing(public):
    first = a_number_range(size=20)

    assert a_number_range(size=20) == first
    assert PhoneNumber.objects.count() == 20


@pytest.mark.parametrize(
    ("first", "last", "refusal"),
    [
        ("hello", "+34611500009", NumberInvalid),
        ("+34111500000", "+34111500009", NumberInvalid),
        ("+34611500009", "+34611500000", RangeBackwards),
        ("+34611500000", "+447700900000", RangeBackwards),
        ("+34600000000", "+34600200000", RangeTooLarge),
        ("+12025550100", "+12025550110", RangeForeign),
        ("+351912000000", "+351912000009", RangeForeign),
        ("+447911123400", "+447911123409", RangeForeign),
        # Not mobile: fixed, free to call, dear to call.
        ("+34910000000", "+34910000009", RangeDoubtful),
        ("+34900123450", "+34900123459", RangeDoubtful),
        ("+34803123450", "+34803123459", RangeDoubtful),
        # Nothing in the pool is of whom the plan gave these to.
        ("+34612000000", "+34612000009", RangeDoubtful),
    ],
)
def test_a_wrong_range_is_refused_and_nothing_is_added(public, first, last, refusal):
    with pytest.raises(refusal) as caught:
        add_number_range(first=first, last=last, label="Mobile", at=NOON)

    assert caught.value.mend
    assert not PhoneNumber.objects.exists()


def test_a_range_that_shares_a_number_is_refused(public):
    a_number_range(size=20)

    with pytest.raises(RangeOverlaps):
        add_number_range(first="+34611500019", last="+34611500030", label="More", at=NOON)

    assert PhoneNumber.objects.count() == 20


def test_levels_count_what_is_free_and_warn(public):
    a_number_range(size=20)
    assign_numbers(holders=["order:1"], country="ES", at=NOON)

    (level,) = pool_levels()

    assert (level.available, level.assigned, level.total, level.is_low) == (19, 1, 20, True)


def test_numbers_are_shown_as_people_read_them():
    assert show_number("+34611500000") == "+34 611 50 00 00"
    assert mask_number("+34611500012") == "+34 ••• •• •• 12"


def test_what_is_meant_is_added_and_more_of_the_same_operator_asks_nothing(public):
    a_number_range(size=5)

    more = add_number_range(first="+34611500100", last="+34611500104", label="More", at=NOON)

    assert more.size == 5
    with pytest.raises(RangeDoubtful, match="Syma"):
        add_number_range(first="+34612000000", last="+34612000009", label="Other", at=NOON)
    assert PhoneNumber.objects.count() == 10


def test_a_country_that_a_shop_sells_in_is_served(public, acme):
    with in_public():
        Tenant.objects.filter(pk=acme.uuid).update(country="PT")

    block = add_number_range(
        first="+351912000000",
        last="+351912000009",
        label="Lisbon",
        at=NOON,
        is_doubt_settled=True,
    )

    assert block.country == "PT"
