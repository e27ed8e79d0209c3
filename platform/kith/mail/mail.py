"""What a mail is: facts that an app knows, and the words it makes of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import ClassVar, Self, dataclass_transform

from kith.mail.letterhead import Letterhead

LONG_CODE = 20


@dataclass(frozen=True)
class Button:
    """The one thing a reader may do now, and the address where they do it."""

    label: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Words:
    """
    What a mail says, in the reader's language; the HTML and the text are drawn from it.

    Everything is plain text. The greeting, the shop's name and how to answer are no part of it:
    every mail has them.
    """

    subject: str
    # What happened and what comes next, the most important first.
    text: Sequence[str]
    # A code to write or a record to copy, set apart.
    code: str = ""
    # What somebody else wrote.
    quote: str = ""
    facts: Sequence[tuple[str, str]] = ()
    points: Sequence[str] = ()
    button: Button | None = None
    # What only some readers need: beneath the button, small.
    small: Sequence[str] = ()

    @property
    def is_code_long(self) -> bool:
        """Whether the code would not fit in one line of a phone as large as a short one."""
        return len(self.code) > LONG_CODE


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Mail:
    """
    One kind of mail: a frozen dataclass of what it tells of.

        class OrderReceived(Mail, name="order.received"):
            "To a buyer who has not paid yet."

            number: str
            url: str

            def words(self, head: Letterhead) -> Words: ...

            @classmethod
            def samples(cls) -> Mapping[str, Self]: ...

    It stands in its app's `mails.py`. Its name never changes: it says whether a mail was sent.
    """

    mail_name: ClassVar[str]

    def __init_subclass__(cls, *, name: str) -> None:
        super().__init_subclass__()
        cls.mail_name = name
        dataclass(frozen=True, kw_only=True)(cls)

    def words(self, head: Letterhead) -> Words:
        """Return what it says in the language that is active, on a shop's paper."""
        raise NotImplementedError

    @classmethod
    def samples(cls) -> Mapping[str, Self]:
        """
        Return one for each case it knows, by what tells it apart, in the language that is active.

        The gallery shows them: they tell of people who do not exist.
        """
        raise NotImplementedError


_declared: list[type[Mail]] = []


def mails_in(module: ModuleType) -> list[type[Mail]]:
    """Return the mails a module or a package declares, in the order in which they stand there."""
    found = [one for one in vars(module).values() if isinstance(one, type)]
    home = f"{module.__name__}."
    return [one for one in found if issubclass(one, Mail) and f"{one.__module__}.".startswith(home)]


def declare_mails(mails: Iterable[type[Mail]]) -> None:
    """
    Take all mails of the house; called once when Django is ready.

    :raises ValueError: two have one name
    """
    given = list(mails)
    names = [one.mail_name for one in given]
    if len(set(names)) < len(names):
        raise ValueError(f"two mails have one name: {sorted(names)}")
    _declared[:] = given


def declared_mails() -> Sequence[type[Mail]]:
    """Return every mail of the house, in the order of its apps."""
    return _declared
