"""Find words however they are accented: `tomas` finds Tomás. Filter by `name__has="tomas"`."""

from __future__ import annotations

import unicodedata
from typing import Any

from django.db.models import Lookup

# The accented small letters of Western Europe, each with the letter under its accent.
_PLAIN: dict[str, str] = {
    chr(code): base
    for code in range(0xE0, 0x100)
    if (base := unicodedata.normalize("NFD", chr(code))[0]) != chr(code)
}
_FOLDED = str.maketrans("".join(_PLAIN), "".join(_PLAIN.values()))


def plain(text: str) -> str:
    """Return the text in small letters without the accents of Western Europe."""
    return unicodedata.normalize("NFC", text).lower().translate(_FOLDED)


class Has(Lookup):
    """Does the column hold these words, whatever their case and accents?"""

    lookup_name = "has"

    def get_prep_lookup(self) -> str:
        return plain(str(self.rhs))

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, given = self.process_lhs(compiler, connection)
        words, sought = self.process_rhs(compiler, connection)
        folded = f"translate(lower({column}), '{''.join(_PLAIN)}', '{''.join(_PLAIN.values())}')"
        return f"position({words} in {folded}) > 0", (*sought, *given)
