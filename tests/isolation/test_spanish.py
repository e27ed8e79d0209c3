"""Whoever reads Kith in Spanish reads all of it in Spanish."""

import re

import pytest
from django.conf import settings
from django.template.base import Lexer, TokenType
from django.utils.html import escape

from config.management.commands.compile_words import (
    gathered_words,
    kept_words,
    mistaken,
    said_in_two_ways,
    translated_words,
    untranslated,
)
from kith.wall import in_public
from tenants.accounts.models import Person
from tests.isolation.asking import address, visitor
from tests.isolation.routes import ROUTES
from tests.isolation.walk import NETWORK, SHOP

REMEDY = "run `make words`, and translate what it names"
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
    return kept_words()


def test_every_message_has_its_spanish(gathered):
    assert untranslated(translated_words(gathered)) == [], REMEDY


def test_the_spanish_is_filled_in_like_the_english(gathered):
    assert mistaken(translated_words(gathered)) == []


def test_what_two_contexts_say_they_say_alike(kept):
    assert said_in_two_ways(kept) == []


def test_each_catalogue_holds_what_its_context_says_and_no_more(gathered, kept):
    def words_of(catalog):
        return {(row.context, _forms(row.id)) for row in catalog if row.id}

    for context, catalog in kept.items():
        assert words_of(catalog) == words_of(gathered[context]), f"{context.name}: {REMEDY}"


def test_a_template_speaks_for_the_context_whose_folder_it_stands_in(gathered):
    homes = {
        name: context.name
        for context, catalog in gathered.items()
        for row in catalog
        for name, _line in row.locations
        if name.startswith("templates/")
    }

    assert homes["templates/billing/invoicing/my_invoices.html"] == "billing"
    assert homes["templates/account/login.html"] == "tenants"
    assert homes["templates/layouts/base.html"] == "kith"


def test_a_mistaken_placeholder_is_seen():
    catalogs = translated_words()
    message = _message(catalogs, "catalog", "Order %(number)s")
    message.string = "Pedido %(numero)s"

    assert len(mistaken(catalogs)) == 1


def test_a_message_without_spanish_is_seen():
    catalogs = translated_words()
    _catalog(catalogs, "catalog").add("Words nobody translated yet")

    assert untranslated(catalogs) == ["catalog: 'Words nobody translated yet' has no Spanish"]


def test_a_message_said_in_two_ways_is_seen():
    catalogs = translated_words()
    _catalog(catalogs, "kith").add("Order %(number)s", "Encargo %(number)s")

    assert len(said_in_two_ways(catalogs)) == 1


def test_a_message_that_moves_takes_its_spanish_along(gathered):
    moved = gathered_words()
    _catalog(moved, "kith").add("Order %(number)s")
    catalogs = translated_words(moved)

    assert _message(catalogs, "kith", "Order %(number)s").string == "Pedido %(number)s"


def test_templates_say_nothing_past_the_catalogue():
    bare = {}
    for path in sorted((settings.ROOT / "templates").rglob("*.*")):
        # The gallery shows components with words of its own, to those who build pages.
        if path.suffix in {".html", ".txt"} and "gallery" not in path.parts:
            words = set(WORD.findall(MARKUP.sub(" ", _bare_text(path.read_text("utf-8")))))
            if words - NAMES:
                bare[path.name] = sorted(words - NAMES)

    assert bare == {}


def _catalog(catalogs, name):
    return next(catalog for context, catalog in catalogs.items() if context.name == name)


def _message(catalogs, name, words):
    return next(row for row in _catalog(catalogs, name) if row.id == words)


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
        for catalog in kept.values()
        for row in catalog
        if row.id and "%" not in _forms(row.id)[0]
        for text in _forms(row.id)
        if len(text.split()) > 3 and text not in _forms(row.string)
    }
    wrong = {}
    with in_public():
        # Who is signed in is spoken to as their account says, wherever they are.
        Person.objects.update(locale="es")
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
