"""What a payer writes on a transfer so that it finds its bill: a creditor reference (ISO 11649)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from stdnum import iban, iso11649
from stdnum.iso7064 import mod_97_10

from billing.entities.sellers import Seller

MARK = "RF"
# The mark and its check digits; what follows is the number of the bill without its dashes.
REFERENCE_HEAD = len(MARK) + 2
# Letters of the company, year, place in the year: found wherever it begins, as long as it may be.
_LONGEST = re.compile(r"(?=(RF\d\d[A-Z][A-Z0-9]{1,5}20\d\d\d{6,9}))")
_WHOLE = re.compile(r"RF\d\d[A-Z][A-Z0-9]{1,5}20\d\d\d{6,9}")


@dataclass(frozen=True)
class Transfer:
    """What a payer types at their bank to pay a bill."""

    payee: str
    iban: str
    reference: str

    @property
    def shown_iban(self) -> str:
        return str(iban.format(self.iban))

    @property
    def shown_reference(self) -> str:
        return str(iso11649.format(self.reference))


def by_transfer(*, number: str, seller: Seller | None) -> Transfer | None:
    """Return how a bill is paid by transfer; None where its seller named no account."""
    if seller is None or not seller.iban:
        return None
    return Transfer(seller.legal_name, seller.iban, payment_reference(number))


def payment_reference(number: str) -> str:
    """Return the reference of a bill: its number without dashes, behind RF and check digits."""
    plain = number.replace("-", "")
    return f"{MARK}{mod_97_10.calc_check_digits(plain + MARK)}{plain}"


def references_in(text: str) -> Iterator[str]:
    """
    Yield each reference of a bill that a text may hold, whatever stands between its characters.

    Other digits may follow without a gap: each length whose check digits are right counts.
    """
    plain = re.sub(r"[^A-Z0-9]", "", text.upper())
    for found in _LONGEST.finditer(plain):
        candidate = found.group(1)
        while _WHOLE.fullmatch(candidate):
            if iso11649.is_valid(candidate):
                yield candidate
            candidate = candidate[:-1]
