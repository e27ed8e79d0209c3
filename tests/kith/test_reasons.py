"""A reason is kept as it was said, or refused: never cut, never unseen."""

import pytest

from kith.reasons import LONGEST_REASON, NoReason, ReasonTooLong, read_reason


@pytest.mark.parametrize("text", ["", "  ", "\n\t", "\u200b", "\u202e \u2066"])
def test_what_nobody_can_read_is_no_reason(text):
    with pytest.raises(NoReason) as refusal:
        read_reason(text)

    assert refusal.value.mend


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (" paid by\nmistake  twice ", "paid by mistake twice"),
        ("a\u202ecod b", "acod b"),
        ("motivo: él pagó 3 €", "motivo: él pagó 3 €"),
        ("x" * LONGEST_REASON, "x" * LONGEST_REASON),
    ],
)
def test_it_is_kept_as_it_was_said(text, kept):
    assert read_reason(text) == kept


def test_one_that_would_be_cut_is_refused_with_the_limit():
    with pytest.raises(ReasonTooLong) as refusal:
        read_reason("x" * (LONGEST_REASON + 1))

    assert "301" in str(refusal.value)
    assert "300" in refusal.value.mend
