"""Whom a mail goes to."""

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True)
class Reader:
    """An address, whose it is, and the language they chose; empty where that is not known."""

    address: str
    name: str = ""
    language: str = ""

    @property
    def first_name(self) -> str:
        """What the greeting says; nothing where it is no name, as an address that wants a click."""
        first = self.name.partition(" ")[0]
        # A dot ends a short form; within a word it makes a host, which mail programs link.
        letters = first.removesuffix(".")
        return first if all(map(_is_of_a_name, letters)) else ""


def _is_of_a_name(letter: str) -> bool:
    return letter in "-'’" or unicodedata.category(letter)[0] in "LM"
