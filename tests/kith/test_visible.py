"""Names and addresses that people paste, with what nobody sees in them."""

import pytest

from kith.visible import AddressUnreadable, NameUnseen, mailbox_of, read_address, visible_name


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
