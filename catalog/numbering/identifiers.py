"""The check digits and shapes of SIM identifiers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

# SGP.22 lets a matching id hold digits, capitals and hyphens only.
_MATCHING_ID = re.compile(r"[0-9A-Z-]{1,64}")
_HOST = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+")
_AROUND = re.compile(r'^=?"|"$|^\'')
_BETWEEN_DIGITS = re.compile(r"(?<=[0-9])[\s\u00a0\u202f-]+(?=[0-9Ff])")
_FILLED_UP = re.compile(r"[0-9]{14,31}[Ff]")
_ROUNDED = re.compile(r"[0-9]([.,][0-9]+)?[Ee]\+?[0-9]+")
_FORMS = {
    **dict.fromkeys(("esim", "euicc", "esimprofile", "embedded"), "esim"),
    **dict.fromkeys(("physical", "sim", "usim", "psim", "simcard", "card", "plastic"), "physical"),
}


@dataclass(frozen=True)
class SimRow:
    """One SIM as its maker hands it over."""

    iccid: str
    imsi: str
    form: str
    matching_id: str = ""
    smdp_address: str = ""
    eid: str = ""
    # How many lines below the header of the maker's file; 0 for one that came from none.
    place: int = field(default=0, compare=False)


def written_plainly(name: str, cell: str) -> str:
    """
    Return a cell of that column without what spreadsheets, makers and standards write around it.

    Blanks between digits, `="…"` that keeps a spreadsheet from rounding, the F that fills a number
    up to whole bytes, capitals and the final dot of a host, a form in any spelling.
    """
    text = _AROUND.sub("", cell.strip()).strip()
    if name in ("iccid", "imsi", "eid"):
        text = _BETWEEN_DIGITS.sub("", text)
        return text.upper().rstrip("F") if _FILLED_UP.fullmatch(text) else text
    if name == "smdp_address":
        return text.lower().removesuffix(".")
    if name == "form":
        return _FORMS.get("".join(letter for letter in text.lower() if letter.isalnum()), text)
    return text


def is_rounded(text: str) -> bool:
    """Say whether a spreadsheet gave the number an exponent: its digits are lost."""
    return _ROUNDED.fullmatch(text) is not None


def luhn_digit(digits: str) -> str:
    """Give the digit that makes the Luhn sum of a number divisible by ten."""
    total = 0
    for position, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if position % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def is_iccid(text: str) -> bool:
    """Say whether it is a telecom ICCID: 19 or 20 digits, beginning 89, its Luhn digit right."""
    return (
        len(text) in (19, 20)
        and text.isascii()
        and text.isdigit()
        and text.startswith("89")
        and luhn_digit(text[:-1]) == text[-1]
    )


def is_imsi(text: str) -> bool:
    return len(text) == 15 and text.isascii() and text.isdigit()


def is_eid(text: str) -> bool:
    """Say whether it is the id of an eSIM chip: 32 digits that leave 1 when divided by 97."""
    return len(text) == 32 and text.isascii() and text.isdigit() and int(text) % 97 == 1


def is_matching_id(text: str) -> bool:
    return _MATCHING_ID.fullmatch(text) is not None


def is_smdp_address(text: str) -> bool:
    return len(text) <= 255 and _HOST.fullmatch(text) is not None


def print_sims(
    *,
    count: int,
    form: str,
    start: int = 1,
    issuer: str = "893407",
    network: str = "21407",
    smdp_address: str = "smdp.kith.example",
) -> Iterator[SimRow]:
    """Make a batch of well-formed SIMs, as a maker of cards would deliver it."""
    for serial in range(start, start + count):
        body = f"{issuer}{serial:012d}"
        yield SimRow(
            iccid=body + luhn_digit(body),
            imsi=f"{network}{serial:010d}",
            form=form,
            matching_id=f"KITH-{serial:05X}-{serial * 2654435761 % 16**8:08X}"
            if form == "esim"
            else "",
            smdp_address=smdp_address if form == "esim" else "",
        )
