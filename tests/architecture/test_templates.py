"""Templates print: what is compared, counted or filtered is worked out in Python."""

import re

import pytest

from tests.architecture.house_rules import ROOT

CONDITION = re.compile(r"{%-?\s*(?:el)?if\s+(.*?)\s*-?%}")
COMPUTES = re.compile(r"[=<>|]|\b(?:in|is)\b")
# A component is told its form by a word, and chooses it; the library's elements are told likewise.
COMPONENTS = ("templates/components/", "templates/allauth/elements/")


def computing(text: str) -> list[str]:
    """Return the conditions that do more than ask whether something is there, or is so."""
    return [condition for condition in CONDITION.findall(text) if COMPUTES.search(condition)]


@pytest.mark.parametrize(
    "condition",
    ["rows", "not line.changing", "rows or is_filtered", "line.last_day and not line.is_unpaid"],
)
def test_a_condition_may_ask_what_is_there_and_what_is_so(condition):
    assert computing(f"{{% if {condition} %}}yes{{% endif %}}") == []


@pytest.mark.parametrize(
    "condition",
    ['kind == "home"', "size > 1", "lines|length", "theirs is None", "word in text", "a != b"],
)
def test_a_condition_that_computes_is_seen(condition):
    assert computing(f"{{% if a %}}{{% elif {condition} %}}yes{{% endif %}}") == [condition]


def test_no_template_of_a_page_or_a_mail_computes():
    files = [*ROOT.glob("templates/**/*.html"), *ROOT.glob("templates/**/*.txt")]
    files += [*ROOT.glob("platform/**/templates/**/*.html")]
    assert len(files) > 150
    found = {
        path.relative_to(ROOT).as_posix(): wrong
        for path in files
        if not path.relative_to(ROOT).as_posix().startswith(COMPONENTS)
        and (wrong := computing(path.read_text()))
    }

    assert found == {}
