"""Names and addresses that people paste, with what nobody sees in them."""

import pytest
from django import forms

from kith.visible import (
    AddressUnreadable,
    LineField,
    LinesField,
    NameUnseen,
    mailbox_of,
    read_address,
    visible_name,
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("zw.space@example.org\u200b", "zw.space@example.org"),
        ("\ufeffAna@Example.org ", "ana@example.org"),
        ("\u202aana@example.org\u202c", "ana@example.org"),
        ("ana@example.org\u00a0", "ana@example.org"),
        ("ada@MÜNCHEN.example", "ada@münchen.example"),
        ("ada@xn--mnchen-3ya.example", "ada@münchen.example"),
        ("ada@mu\u0308nchen.example", "ada@münchen.example"),
        ("a" * 242 + "@example.org", "a" * 242 + "@example.org"),
    ],
)
def test_an_address_has_one_spelling(typed, kept):
    assert read_address(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "ana\u200b@example.org",
        "ana@exam\u00adple.org",
        "ana @example.org",
        "ana@xn--99.example",
        "a" * 243 + "@example.org",
    ],
)
def test_an_address_that_is_not_what_it_looks_like_is_refused(typed):
    with pytest.raises(AddressUnreadable) as refusal:
        read_address(typed)

    assert refusal.value.mend


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ana \u200b Ruiz\u2800", "Ana Ruiz"),
        ("Ana \u202eziuR", "Ana ziuR"),
        ("Ana\tRuiz\n", "Ana Ruiz"),
        ("علی\u200cرضا", "علی\u200cرضا"),
        ("\u200dAna\u200d", "Ana"),
        ("李明", "李明"),
    ],
)
def test_a_name_is_kept_as_it_is_seen(typed, kept):
    assert visible_name(typed) == kept


@pytest.mark.parametrize(
    "typed", ["", "\u200b\u200b", "\u2800\u2800", "\u3164", "\u202e", "123 .-"]
)
def test_a_name_without_a_letter_is_none(typed):
    with pytest.raises(NameUnseen):
        visible_name(typed)


@pytest.mark.parametrize(
    "other",
    [
        "dottyfield@gmail.com",
        "dotty.field@googlemail.com",
        "Dotty.Field+x@gmail.com",
        "d.o.t.t.y.f.i.e.l.d@Gmail.com",
    ],
)
def test_the_spellings_of_one_mailbox_fold_together(other):
    assert mailbox_of(other) == mailbox_of("dotty.field@gmail.com")


@pytest.mark.parametrize("other", ["dotty.fields@gmail.com", "dotty.field@example.org"])
def test_two_mailboxes_stay_two(other):
    assert mailbox_of(other) != mailbox_of("dotty.field@gmail.com")
    assert mailbox_of("a.b@example.org") != mailbox_of("ab@example.org")


class Typed(forms.Form):
    line = LineField(max_length=12)
    lines = LinesField(required=False)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("=1+1 \u202e x", "=1+1 x"),
        ("\u2066Light\u2069", "Light"),
        ("Ri\u00adver\u200b  side", "River side"),
        # Whoever pastes what nobody sees is not told that it has too many letters.
        ("\u200b" * 40 + "Light", "Light"),
    ],
)
def test_a_line_is_kept_as_it_is_seen(typed, kept):
    form = Typed({"line": typed})

    assert form.is_valid(), form.errors
    assert form.cleaned_data["line"] == kept


@pytest.mark.parametrize("typed", ["\u202e", " \u200b ", "\u2800"])
def test_a_line_of_which_nothing_is_seen_is_missing(typed):
    form = Typed({"line": typed})

    assert form.errors.as_data()["line"][0].code == "required"


def test_several_lines_stay_several():
    form = Typed({"line": "x", "lines": "One\u202e  two\r\n\r\n\u200b\r\nThree\r\n"})

    assert form.is_valid()
    assert form.cleaned_data["lines"] == "One two\n\nThree"
