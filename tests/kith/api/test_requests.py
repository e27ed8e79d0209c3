"""What a program writes for people to read is refused where it hides something."""

import pytest
from rest_framework.exceptions import ValidationError

from kith.api.requests import a_name, several_lines


@pytest.mark.parametrize(
    "text", ["Ana Ruiz", "Núria O’Neill-Paz", "李小龍", "محمد", "می‌خواهم", "João 2", "👩‍🚀 Ada"]
)
def test_names_of_every_script_are_taken(text):
    a_name(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ana\r\nBcc: all@example.org",
        "Ana\tRuiz",
        "Ana\x1b[31m",
        "Ana \u202eziuR",
        "Ana \u2066Ruiz",
        "Ana\u200b",
        "\ufeffAna",
        "Ana\u2028Ruiz",
        "Ana\ud800",
    ],
)
def test_what_nobody_sees_is_refused(text):
    with pytest.raises(ValidationError, match=r"U\+"):
        a_name(text)


@pytest.mark.parametrize("text", ["", "---", "\u200d", "\u0301", "💫"])
def test_a_name_has_a_letter(text):
    with pytest.raises(ValidationError, match="one letter"):
        a_name(text)


def test_several_lines_have_their_breaks_and_nothing_else_unseen():
    several_lines("Calle Mayor 1\r\n28013 Madrid\n\tSpain")
    with pytest.raises(ValidationError, match=r"U\+202E"):
        several_lines("Calle\n\u202eroyaM")
