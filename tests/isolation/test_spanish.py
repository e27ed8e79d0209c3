"""Whoever reads Kith in Spanish reads all of it in Spanish."""

import re

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.template.base import Lexer, TokenType
from django.utils.html import escape

from config.management.commands.compile_words import (
    gathered_words,
    mistaken,
    po_path,
    translated_words,
    untranslated,
)
from tests.isolation.asking import address, visitor
from tests.isolation.routes import ROUTES
from tests.isolation.walk import NETWORK, SHOP

REMEDY = "run `manage.py compile_words`, and translate what it names"
MARKUP = re.compile(r"<!--.*?-->|<script.*?</script>|<[^>]*>", re.DOTALL)
WORD = re.compile(r"[^\W\d_]{2,}")
# Names, which are the same in every language.
NAMES = {"Kith", "TXT"}
# Translated already, or read by no one.
PASSED_OVER = ("blocktrans", "blocktranslate", "comment", "block page_class", "block face")


@pytest.fixture(scope="module")
def gathered():
    return gathered_words()


@pytest.fixture(scope="module")
def kept():
    with po_path().open("rb") as source:
        return read_po(source, locale="es")


def test_every_message_has_its_spanish(gathered):
    assert untranslated(translated_words(gathered)) == [], REMEDY


def test_the_spanish_is_filled_in_like_the_english(gathered):
    assert mistaken(translated_words(gathered)) == []


def test_the_catalogue_holds_what_the_source_says_and_no_more(gathered, kept):
    def words_of(catalog):
        return {(row.context, _forms(row.id)) for row in catalog if row.id}

    assert words_of(kept) == words_of(gathered), REMEDY


def test_the_compiled_catalogue_is_the_source_compiled(kept):
    def said(catalog):
        return {(row.context, _forms(row.id)): _forms(row.string) for row in catalog if row.id}

    with po_path().with_suffix(".mo").open("rb") as compiled:
        assert said(read_mo(compiled)) == said(kept), REMEDY


def test_a_mistaken_placeholder_is_seen(gathered):
    catalog = translated_words(gathered)
    message = next(row for row in catalog if row.id == "Order %(number)s")
    message.string = "Pedido %(numero)s"

    assert len(mistaken(catalog)) == 1


def test_a_message_without_spanish_is_seen(gathered):
    gathered.add("Words nobody translated yet")
    wrong = untranslated(translated_words(gathered))
    gathered.delete("Words nobody translated yet")

    assert "'Words nobody translated yet' has no Spanish" in wrong


def test_templates_say_nothing_past_the_catalogue():
    bare = {}
    for path in sorted((settings.ROOT / "templates").rglob("*.*")):
        # The gallery shows components with words of its own, to those who build pages.
        if path.suffix in {".html", ".txt"} and "gallery" not in path.parts:
            words = set(WORD.findall(MARKUP.sub(" ", _bare_text(path.read_text("utf-8")))))
            if words - NAMES:
                bare[path.name] = sorted(words - NAMES)

    assert bare == {}


def _forms(words):
    """Return the forms of a message as a tuple; the two readers differ in that."""
    return (words,) if isinstance(words, str) else tuple(words)


def _bare_text(source: str) -> str:
    """Return what stands in a template outside of tags and translated blocks."""
    text, closing = "", None
    for token in Lexer(source).tokenize():
        if token.token_type == TokenType.TEXT:
            text += token.contents if closing is None else ""
        elif token.token_type == TokenType.BLOCK:
            if closing and token.contents.split()[0] == closing:
                closing = None
            elif closing is None and token.contents.startswith(PASSED_OVER):
                closing = f"end{token.contents.split()[0]}"
    return text


@pytest.mark.parametrize("host", [NETWORK, SHOP])
def test_no_page_in_spanish_says_an_english_sentence(host, kept, visitors):
    """A message in the catalogue is no use if the page fetched it before it knew its reader."""
    english = {
        escape(text)
        for row in kept
        if row.id and "%" not in _forms(row.id)[0]
        for text in _forms(row.id)
        if len(text.split()) > 3 and text not in _forms(row.string)
    }
    wrong = {}
    for name, route in ROUTES[host].items():
        if "GET" not in route.methods:
            continue
        asking = visitors.entitled(host, route) if route.declared else visitors.stranger(host)
        url = address(host, name, route, visitors.objects(host))
        said = asking.speaking("es").answer("GET", url).body.decode("utf-8", "replace")
        if found := [sentence for sentence in english if sentence in said]:
            wrong[name] = found

    assert wrong == {}


@pytest.mark.parametrize(("language", "word"), [("en", b"Choose"), ("es", b"Elegir")])
def test_a_shop_speaks_the_readers_language(language, word, world):
    page = address(SHOP, "shop-home", ROUTES[SHOP]["shop-home"], {})
    said = visitor(world.acme.ref).speaking(language).answer("GET", page)

    assert word in said.body
    assert f'lang="{language}"'.encode() in said.body
