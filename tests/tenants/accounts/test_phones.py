"""Phone numbers as people write them."""

import pytest

from tenants.accounts.phones import PhoneUnreadable, line_of, read_phone


@pytest.mark.parametrize(
    "typed", ["+52 1 55 1234 5678", "+5215512345678", "+52 55 1234 5678", "0052 1 55 1234 5678"]
)
def test_a_mexican_mobile_is_kept_without_its_old_one(typed):
    assert read_phone(typed, country="ES") == "+525512345678"


@pytest.mark.parametrize("typed", ["+52 2 55 1234 5678", "+52 1 55 1234 56789", "55 1234 5678"])
def test_what_only_resembles_one_is_not_made_into_one(typed):
    with pytest.raises(PhoneUnreadable):
        read_phone(typed)


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("600 111 222", "+34600111222"),
        ("0034600111222", "+34600111222"),
        ("(+34) 600-111-222", "+34600111222"),
        ("+54 9 11 2345 6789", "+541123456789"),
        ("+54 11 2345 6789", "+541123456789"),
        ("+5215512345678", "+525512345678"),
        ("extension 7", "7"),
    ],
)
def test_the_spellings_of_one_line_fold_together(typed, line):
    assert line_of(typed) == line
