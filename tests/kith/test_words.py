"""What is compiled follows its source, and costs nothing when nothing has changed."""

import gettext
import os
from pathlib import Path

import pytest
from django.conf import settings

from kith import words
from kith.ui.apps import words_are_compiled

PO = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"

msgid "Good morning"
msgstr "{}"
"""


@pytest.fixture
def catalogue(tmp_path, monkeypatch):
    monkeypatch.setattr(words, "ROOT", tmp_path)
    path = tmp_path / "tenants/locale/es/LC_MESSAGES/django.po"
    path.parent.mkdir(parents=True)
    path.write_text(PO.format("Buenos días"))
    return path


def said(catalogue):
    with words.compiled_form(catalogue).open("rb") as compiled:
        return gettext.GNUTranslations(compiled).gettext("Good morning")


def test_a_new_catalogue_is_compiled(catalogue):
    assert words.compile_catalogues() == [catalogue]
    assert said(catalogue) == "Buenos días"


def test_nothing_is_compiled_twice(catalogue):
    words.compile_catalogues()

    assert words.compile_catalogues() == []


@pytest.mark.parametrize("seconds", [-3600, 3600])
def test_another_source_is_compiled_again_be_it_older_or_newer(catalogue, seconds):
    words.compile_catalogues()
    catalogue.write_text(PO.format("Buenas"))
    at = catalogue.stat().st_mtime + seconds
    os.utime(catalogue, (at, at))

    assert words.compile_catalogues() == [catalogue]
    assert said(catalogue) == "Buenas"


def test_nothing_starts_without_its_words(catalogue):
    assert [error.hint for error in words_are_compiled()] == ["python -m kith.words"]

    words.compile_catalogues()

    assert words_are_compiled() == []


def test_django_reads_the_catalogues_that_are_compiled():
    places = {path.parents[2] for path in words.catalogues()}

    assert places == {Path(path) for path in settings.LOCALE_PATHS}
