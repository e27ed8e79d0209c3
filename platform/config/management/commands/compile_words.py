"""
Gather the words people read, and compile what they are in Spanish.

Each context keeps the words of its own code, and of the templates in its folder, in a catalogue of
its own. Whoever changes words runs this once; it reads templates with Django's own reader and the
rest with Babel, and asks for nothing that is not installed anyway.
"""

from __future__ import annotations

import re
from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation.template import templatize

from kith.words import compile_catalogues

LANGUAGE = "es"
# Two forms in every catalogue, whatever Babel thinks of Spanish millions.
PLURAL_FORMS = "nplurals=2; plural=(n != 1);"
TEMPLATES = settings.ROOT / "templates"
# Templates whose folder has the name of a library stand with whom the library serves; those in no
# folder of a context's name are everybody's, and stand with kith.
SERVED_BY = {"account": "tenants", "allauth": "tenants", "mfa": "tenants", "accounts": "tenants"}
EVERYBODY = "kith"
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


@dataclass(frozen=True)
class Context:
    """A part of the house with words of its own."""

    folder: Path

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def po_path(self) -> Path:
        return self.folder / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


class Command(BaseCommand):
    help = "Gather the words of the source, and compile the Spanish catalogues."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing, only look")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        catalogs = translated_words()
        if not check:
            keep(catalogs)
        if wrong := untranslated(catalogs) + mistaken(catalogs) + said_in_two_ways(catalogs):
            raise CommandError("Translate these:\n{}".format("\n".join(wrong)))
        count = sum(len(catalog) for catalog in catalogs.values())
        self.stdout.write(f"{count} messages, all of them in Spanish.")


Catalogs = dict[Context, Catalog]


def contexts() -> list[Context]:
    """Return the parts of the house with words of their own, as the settings list them."""
    return [Context(Path(path).parent) for path in settings.LOCALE_PATHS]


def gathered_words() -> Catalogs:
    """Return every message of the source by context, with the files it stands in."""
    found = {context: Catalog(project="Kith", charset="utf-8") for context in contexts()}
    by_name = {context.name: catalog for context, catalog in found.items()}
    for context, catalog in found.items():
        _gather(_files(context.folder), catalog)
    for path in _templates(TEMPLATES):
        _gather([path], by_name[_owner_of(path, by_name)])
    return found


def kept_words() -> Catalogs:
    """Return the catalogues as they are kept; one that nobody wrote yet is empty."""
    return {context: _kept(context.po_path) for context in contexts()}


def translated_words(gathered: Catalogs | None = None) -> Catalogs:
    """
    Return the Spanish catalogues for exactly these messages.

    A message that is new in a context and known in another is taken over from there.
    """
    kept = kept_words()
    known = {_key(message): message.string for each in kept.values() for message in each}
    result = {}
    for context, messages in (gathered or gathered_words()).items():
        catalog = kept[context]
        catalog.update(messages, no_fuzzy_matching=True, keep_user_comments=True)
        catalog.obsolete.clear()
        for message in catalog:
            if message.id and not any(_all(message.string)):
                message.string = known.get(_key(message), message.string)
        result[context] = _headed(catalog)
    return result


def keep(catalogs: Catalogs) -> None:
    """Write the catalogues, and their compiled forms."""
    for context, catalog in catalogs.items():
        context.po_path.parent.mkdir(parents=True, exist_ok=True)
        with context.po_path.open("wb") as source:
            write_po(source, catalog, width=100, sort_by_file=True, include_lineno=False)
    compile_catalogues()


def untranslated(catalogs: Catalogs) -> list[str]:
    """Return the messages that have no Spanish, or only a guess at it."""
    return [
        f"{context.name}: {_first(message.id)!r} has no Spanish"
        for context, message in _each(catalogs)
        if message.fuzzy or not all(_all(message.string))
    ]


def mistaken(catalogs: Catalogs) -> list[str]:
    """Return the messages whose Spanish names other places to fill in than the English."""
    return [
        f"{context.name}: {_first(message.id)!r} is filled in otherwise: {text!r}"
        for context, message in _each(catalogs)
        for text in _all(message.string)
        if text and _places(text) not in {_places(words) for words in _all(message.id)}
    ]


def said_in_two_ways(catalogs: Catalogs) -> list[str]:
    """Return the messages that two contexts translate differently: one of them would win."""
    said: dict[Any, set[tuple[str, ...]]] = defaultdict(set)
    for _context, message in _each(catalogs):
        if any(_all(message.string)):
            said[_key(message)].add(_all(message.string))
    return [
        f"{_first(key[1])!r} is said in two ways: {sorted(_first(way) for way in ways)}"
        for key, ways in said.items()
        if len(ways) > 1
    ]


def _headed(catalog: Catalog) -> Catalog:
    catalog.project, catalog.version, catalog.header_comment = "Kith", "0.1", "# Kith in Spanish."
    catalog.copyright_holder = catalog.msgid_bugs_address = catalog.last_translator = "Kith"
    catalog.language_team = "Kith"
    catalog.creation_date = catalog.revision_date = WRITTEN_AT
    catalog.fuzzy = False
    return catalog


def _kept(path: Path) -> Catalog:
    if not path.exists():
        new = Catalog(locale=LANGUAGE)
        new.mime_headers = [("Plural-Forms", PLURAL_FORMS)]
        return new
    with path.open("rb") as kept:
        return read_po(kept, locale=LANGUAGE)


def _each(catalogs: Catalogs) -> Iterator[tuple[Context, Message]]:
    """Yield every message but the header, which has no words."""
    for context, catalog in catalogs.items():
        for message in catalog:
            if message.id:
                yield context, message


def _places(text: str) -> tuple[str, ...]:
    return tuple(sorted(PLACEHOLDER.findall(text)))


def _all(words: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """Return the forms of a message: one, or one for each plural; an empty one when it has none."""
    return (words or "",) if words is None or isinstance(words, str) else tuple(words)


def _first(words: str | tuple[str, ...] | list[str]) -> str:
    return _all(words)[0]


def _key(message: Message) -> tuple[str | None, tuple[str, ...]]:
    return message.context, _all(message.id)


def _owner_of(path: Path, names: Iterable[str]) -> str:
    """Return the context whose folder of templates this one stands in."""
    for part in path.relative_to(TEMPLATES).parts[:-1]:
        if (name := SERVED_BY.get(part, part)) in names:
            return name
    return EVERYBODY


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*.py")):
        if not LEFT_OUT & set(path.parts):
            yield path
    for path in _templates(folder):
        if "templates" in path.parts and not LEFT_OUT & set(path.parts):
            yield path


def _templates(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.suffix in {".html", ".txt"})


def _gather(paths: Iterable[Path], catalog: Catalog) -> None:
    for path in paths:
        name = path.relative_to(settings.ROOT).as_posix()
        for _line, message, comments, context in _messages(path):
            catalog.add(message, locations=[(name, 0)], auto_comments=comments, context=context)


def _messages(path: Path) -> Iterator[tuple[int, Any, list[str], str | None]]:
    text = path.read_text("utf-8")
    if path.suffix != ".py":
        # What is left of a template is calls of gettext, at any indent: brackets allow that.
        text = f"({templatize(text, origin=str(path))})"
    yield from extract("python", BytesIO(text.encode()), KEYWORDS, (), {"encoding": "utf-8"})
