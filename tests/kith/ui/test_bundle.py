"""One stylesheet, one script: small, whole, and kept for ever by the browser."""

import gzip
import re

import brotli
import pytest
from django.test import RequestFactory

from kith.ui.bundle import HERE, LAYERS, minified, script_bundle, style_bundle
from kith.ui.web.views import script, stylesheet

FIRST_VIEW_BYTES = 60_000
PAGE_BYTES = 8_000
OWN_COLOUR = re.compile(r":[^;{}]*(?:#[0-9a-f]{3,8}\b|rgb|hsl|oklch)[^;{}]*;")


def test_styles_and_script_leave_room_for_the_page():
    together = len(style_bundle().brotli) + len(script_bundle().brotli)

    assert together < FIRST_VIEW_BYTES - PAGE_BYTES


@pytest.mark.parametrize(
    "path", sorted(HERE.rglob("*.css")), ids=lambda path: str(path.relative_to(HERE))
)
def test_a_sheet_stands_in_the_layers_and_in_the_bundle(path):
    lines = path.read_text().splitlines()

    assert lines[0] == LAYERS
    assert minified(path.read_text().replace(LAYERS, "")) in style_bundle().plain.decode()


@pytest.mark.parametrize("path", sorted((HERE / "pages").glob("*.css")), ids=lambda path: path.name)
def test_a_page_sheet_uses_tokens_and_no_colours_of_its_own(path):
    text = path.read_text()

    assert "@layer pages" in text
    assert not OWN_COLOUR.findall(text)


def test_minifying_keeps_what_space_means():
    css = "/* a note */ .a > .b {\n  inset: calc(1px + 2px) 0;\n  color: red;\n}\n"

    assert minified(css) == ".a>.b{inset: calc(1px + 2px) 0;color: red}"


@pytest.mark.parametrize(
    ("accepts", "encoding", "unpacked"),
    [
        ("gzip, br", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("", None, bytes),
    ],
)
def test_the_bundle_is_sent_as_small_as_the_browser_reads(accepts, encoding, unpacked):
    bundle = style_bundle()
    request = RequestFactory().get("/ui/kith.css", headers={"accept-encoding": accepts})

    answer = stylesheet(request, bundle.digest)

    assert answer.headers.get("Content-Encoding") == encoding
    assert unpacked(answer.content) == bundle.plain
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Vary"] == "Accept-Encoding"


def test_an_old_address_gets_the_new_script_and_is_not_kept():
    answer = script(RequestFactory().get("/ui/kith.js"), "0" * 12)

    assert answer.content == script_bundle().plain
    assert answer.headers["Cache-Control"] == "no-store"
