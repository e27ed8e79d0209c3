"""Whom a mail goes to."""

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
        return first if all(letter.isalpha() or letter in "-.'’" for letter in first) else ""
