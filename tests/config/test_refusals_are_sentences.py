"""Every refusal that people read begins as a sentence does, in each language."""

import ast
from collections.abc import Iterator

import pytest
from django.utils import translation
from django.utils.translation import gettext, ngettext

from tests.architecture.house_rules import project_sources

ROOTS = {"DomainError", "Unavailable"}
TRANSLATED = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext"}


def refusals() -> set[str]:
    """The names of all classes that are refusals, by the names of their bases."""
    bases = {
        node.name: {base.id for base in node.bases if isinstance(base, ast.Name)}
        for source in project_sources()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ClassDef)
    }
    known = set(ROOTS)
    while more := {name for name, theirs in bases.items() if theirs & known} - known:
        known |= more
    return known


def literals(call: ast.Call) -> Iterator[tuple[str, ...]]:
    """The sentences a refusal is given: what it says, and how it is mended."""
    mends = [word.value for word in call.keywords if word.arg == "mend"]
    for said in [*call.args[:1], *mends]:
        while isinstance(said, ast.BinOp):
            said = said.left
        if isinstance(said, ast.Call) and getattr(said.func, "id", "") in TRANSLATED:
            words = [one.value for one in said.args if isinstance(one, ast.Constant)]
            yield tuple(word for word in words if isinstance(word, str))


def sentences() -> set[tuple[str, ...]]:
    names = refusals()
    return {
        literal
        for source in project_sources()
        if not source.path.startswith(("tests", "bench"))
        for call in ast.walk(source.tree)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in names
        for literal in literals(call)
        if literal
    }


def test_there_are_many():
    assert len(refusals()) > 100
    assert len(sentences()) > 150


@pytest.mark.parametrize("language", ["en", "es"])
def test_each_begins_with_a_capital(language):
    with translation.override(language):
        said = {
            one: (ngettext(*one, 1), ngettext(*one, 2)) if len(one) == 2 else (gettext(one[0]),)
            for one in sentences()
        }

    assert [text for texts in said.values() for text in texts if text[:1].islower()] == []
