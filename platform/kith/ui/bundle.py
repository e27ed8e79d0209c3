"""One stylesheet and one script for all pages, put together when first asked for."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2s
from importlib.resources import files
from pathlib import Path

import brotli
from django.conf import settings

HERE = Path(__file__).resolve().parent / "static" / "ui"
LAYERS = "@layer reset, tokens, base, components, pages, utilities;"
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SPACE = re.compile(r"\s+")
# No space before a parenthesis or around + and -: both would change meaning.
AROUND = re.compile(r"\s*([{};,>])\s*")
LAST_SEMICOLON = re.compile(r";}")


@dataclass(frozen=True)
class Bundle:
    """What a browser fetches once and keeps; the digest names exactly these bytes."""

    digest: str
    plain: bytes
    gzip: bytes
    brotli: bytes


def style_bundle() -> Bundle:
    """Return all style sheets as one; under DEBUG a changed file makes a new one."""
    paths = _style_paths()
    return _styles(_stamp(paths))


def script_bundle() -> Bundle:
    """Return htmx and Kith's own script as one."""
    return _scripts(_stamp([HERE / "ui.js"]))


def minified(css: str) -> str:
    """Return the sheet without comments and needless space."""
    text = SPACE.sub(" ", COMMENT.sub("", css))
    return LAST_SEMICOLON.sub("}", AROUND.sub(r"\1", text)).strip()


def _style_paths() -> list[Path]:
    return [
        HERE / "tokens.css",
        HERE / "base.css",
        *sorted((HERE / "components").glob("*.css")),
        *sorted((HERE / "pages").glob("*.css")),
    ]


def _stamp(paths: Iterable[Path]) -> tuple[int, ...]:
    """Return what changes when a file does; nothing outside DEBUG."""
    return tuple(path.stat().st_mtime_ns for path in paths) if settings.DEBUG else ()


@lru_cache(maxsize=2)
def _styles(_stamp: tuple[int, ...]) -> Bundle:
    sheets = (path.read_text("utf-8").replace(LAYERS, "") for path in _style_paths())
    return _bundle(LAYERS + minified("".join(sheets)))


@lru_cache(maxsize=2)
def _scripts(_stamp: tuple[int, ...]) -> Bundle:
    htmx = files("django_htmx").joinpath("static/django_htmx/htmx-2.min.js").read_text("utf-8")
    own = (HERE / "ui.js").read_text("utf-8")
    return _bundle(f"{htmx}\n{own}")


def _bundle(text: str) -> Bundle:
    plain = text.encode()
    return Bundle(
        digest=blake2s(plain, digest_size=6).hexdigest(),
        plain=plain,
        gzip=gzip.compress(plain, 9, mtime=0),
        brotli=brotli.compress(plain),
    )
