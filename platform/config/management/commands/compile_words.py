"""
Gather the words people read, and compile what they are in Spanish.

The compiled catalogue is kept beside its source, so running Kith needs no tool for it. Whoever
changes words runs this once; it reads templates with Django's own reader and the rest with Babel,
and asks for nothing that is not installed anyway.
"""

from __future__ import annotations

import re
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation.template import templatize

LANGUAGE = "es"
SOURCES = (
    "platform/config",
    "platform/kith",
    "platform/outside/demo",
    "platform/outside/mailbox",
    "tenants",
    "catalog",
    "billing",
    "ambassadors",
)
TEMPLATES = "templates"
LEFT_OUT = {"migrations", "__pycache__"}
KEYWORDS: dict[str, Any] = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# The same words give the same file, whenever it is written.
WRITTEN_AT = datetime(2026, 1, 1, tzinfo=UTC)
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%%|%[sd]|\{\w*\}")


class Command(BaseCommand):
    help = "Gather the words of the source, and compile the Spanish catalogue."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing, only look")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        catalog = translated_words(gathered_words())
        if not check:
            keep(catalog)
        if wrong := untranslated(catalog) + mistaken(catalog):
            raise CommandError("Translate these in {}:\n{}".format(po_path(), "\n".join(wrong)))
        self.stdout.write(f"{len(catalog)} messages, all of them in Spanish.")


def po_path() -> Path:
    return Path(settings.LOCALE_PATHS[0]) / LANGUAGE / "LC_MESSAGES" / "django.po"


def gathered_words() -> Catalog:
    """Return every message of the source, with the files it stands in."""
    found = Catalog(project="Kith", charset="utf-8")
    for path in _files():
        name = path.relative_to(settings.ROOT).as_posix()
        for _line, message, comments, context in _messages(path):
            found.add(message, locations=[(name, 0)], auto_comments=comments, context=context)
    return found


def translated_words(gathered: Catalog) -> Catalog:
    """Return the Spanish catalogue for exactly these messages; a new one is empty."""
    catalog = Catalog(locale=LANGUAGE)
    if po_path().exists():
        with po_path().open("rb") as kept:
            catalog = read_po(kept, locale=LANGUAGE)
    catalog.update(gathered, no_fuzzy_matching=True, keep_user_comments=True)
    catalog.obsolete.clear()
    catalog.project, catalog.version, catalog.header_comment = "Kith", "0.1", "# Kith in Spanish."
    catalog.copyright_holder = catalog.msgid_bugs_address = catalog.last_translator = "Kith"
    catalog.language_team = "Kith"
    catalog.creation_date = catalog.revision_date = WRITTEN_AT
    catalog.fuzzy = False
    return catalog


def keep(catalog: Catalog) -> None:
    """Write the catalogue and its compiled form."""
    po_path().parent.mkdir(parents=True, exist_ok=True)
    with po_path().open("wb") as source:
        write_po(source, catalog, width=100, sort_by_file=True, include_lineno=False)
    with po_path().with_suffix(".mo").open("wb") as compiled:
        write_mo(compiled, catalog)


def untranslated(catalog: Catalog) -> list[str]:
    """Return the messages that have no Spanish, or only a guess at it."""
    return [
        f"{_first(message.id)!r} has no Spanish"
        for message in catalog
        if message.id and (message.fuzzy or not all(_all(message.string)))
    ]


def mistaken(catalog: Catalog) -> list[str]:
    """Return the messages whose Spanish names other places to fill in than the English."""
    return [
        f"{_first(message.id)!r} is filled in otherwise: {text!r}"
        for message in catalog
        if message.id
        for text in _all(message.string)
        if text and _places(text) not in {_places(words) for words in _all(message.id)}
    ]


def _places(text: str) -> tuple[str, ...]:
    return tuple(sorted(PLACEHOLDER.findall(text)))


def _all(words: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """Return the forms of a message: one, or one for each plural; an empty one when it has none."""
    return (words or "",) if words is None or isinstance(words, str) else tuple(words)


def _first(words: str | tuple[str, ...] | list[str]) -> str:
    return _all(words)[0]


def _files() -> Iterator[Path]:
    for source in (*SOURCES, TEMPLATES):
        for path in sorted((settings.ROOT / source).rglob("*")):
            is_template = source == TEMPLATES or "templates" in path.parts
            kinds = {".html", ".txt"} if is_template else {".py"}
            if path.suffix in kinds and not LEFT_OUT & set(path.parts):
                yield path


def _messages(path: Path) -> Iterator[tuple[int, Any, list[str], str | None]]:
    text = path.read_text("utf-8")
    if path.suffix != ".py":
        # What is left of a template is calls of gettext, at any indent: brackets allow that.
        text = f"({templatize(text, origin=str(path))})"
    yield from extract("python", BytesIO(text.encode()), KEYWORDS, (), {"encoding": "utf-8"})
