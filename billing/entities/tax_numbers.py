"""What a country's tax numbers look like, as the library of such numbers knows it."""

from __future__ import annotations

from stdnum import get_cc_module
from stdnum.eu import vat
from stdnum.exceptions import ValidationError
from stdnum.util import clean


class NotATaxNumber(ValueError):
    """No company of that country has such a number."""


def tax_number(text: str, *, country: str) -> str:
    """
    Return a tax number as it is printed; in the Union with its country in front.

    A country whose numbers nobody knows is taken at its word.

    :raises NotATaxNumber: it cannot be one of that country
    """
    written = clean(text, " .-/").upper()
    code = country.lower()
    try:
        if code in vat.MEMBER_STATES:
            prefix = "EL" if code == "gr" else country
            return str(vat.validate(written if written.startswith(prefix) else prefix + written))
        known = get_cc_module(code, "vat")
        return str(known.validate(written)) if known else written
    except ValidationError as wrong:
        raise NotATaxNumber(text) from wrong
