"""Names and addresses without what nobody can see in them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

import idna
from django import forms
from django.utils.translation import gettext as _

from kith.errors import DomainError

# Letters by their category, and blank all the same.
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
# Between two letters these say how they join, in Persian or Hindi: there they are part of a name.
_JOINERS = frozenset("\u200c\u200d")
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
_IN_ASCII = "xn--"
# Between the angle brackets of SMTP (RFC 5321, 4.5.3.1.3); a table holds no more.
LONGEST_ADDRESS = 254


class NameUnseen(DomainError):
    """There is no letter in the name that anybody could read."""

    code = "name.unseen"


class AddressUnreadable(DomainError):
    """The e-mail address holds what nobody can see, a host that is none, or is too long."""

    code = "address.unreadable"


def visible_name(text: str) -> str:
    """
    Return the name with single blanks, and without what turns a line round or is not seen.

    :raises NameUnseen: no letter is left
    """
    words = visible_text(text)
    if not any(unicodedata.category(letter).startswith("L") for letter in words):
        raise NameUnseen(_("A name has one letter at least."), mend=_("Write it out."))
    return words


def visible_text(text: str) -> str:
    """Return the text with single blanks, without what turns a line round or is not seen."""
    seen = "".join(_seen(letter) for letter in text)
    return " ".join(word.strip("".join(_JOINERS)) for word in seen.split()).strip()


def visible_lines(text: str) -> str:
    """Return a text of several lines, each without what turns it round or is not seen."""
    lines = [visible_text(line) for line in text.splitlines()]
    # One empty line parts two paragraphs; more say nothing else.
    kept = [line for at, line in enumerate(lines) if line or (at and lines[at - 1])]
    return "\n".join(kept).strip()


def read_address(text: str) -> str:
    """
    Return an e-mail address in the one spelling it is kept in.

    Small letters, without unseen characters at its ends, its host as people read it: an address
    typed as `xn--…` is the one that is written out.

    :raises AddressUnreadable: an unseen character inside, a host that is none, or too long for any
    """
    address = _read_address(text)
    if len(address) > LONGEST_ADDRESS:
        raise AddressUnreadable(
            _("This e-mail address is longer than any can be."), mend=_("Check it.")
        )
    return address


def _read_address(text: str) -> str:
    address = unicodedata.normalize("NFC", trimmed(text)).lower()
    if any(is_unseen(letter) or letter.isspace() for letter in address):
        raise AddressUnreadable(
            _("This e-mail address holds a character that nobody sees."),
            mend=_("Type it instead of pasting it."),
        )
    local, at, host = address.rpartition("@")
    if not at or (host.isascii() and _IN_ASCII not in host):
        return address
    try:
        return f"{local}@{idna.decode(idna.encode(host, uts46=True))}"
    except idna.IDNAError as error:
        raise AddressUnreadable(
            _("This e-mail address has no host that exists."), mend=_("Check what follows the @.")
        ) from error


def address_to_find(text: str) -> str:
    """Return the spelling to look for; what is no address is looked for as it stands."""
    try:
        return read_address(text)
    except AddressUnreadable:
        return text.strip().lower()


def mailbox_of(address: str) -> str:
    """
    Fold the spellings that reach one mailbox: case, whatever follows a plus sign, written hosts.

    Google leaves the dots before the @ out, and has two hosts for one mailbox.
    """
    local, _at, host = address_to_find(address).rpartition("@")
    local = local.partition("+")[0]
    if host in ("gmail.com", "googlemail.com"):
        return f"{local.replace('.', '')}@gmail.com"
    return f"{local}@{host}"


def trimmed(text: str) -> str:
    """Return the text without blanks and unseen characters at its ends."""
    letters = list(text)
    for end in (0, -1):
        while letters and (letters[end].isspace() or is_unseen(letters[end])):
            letters.pop(end)
    return "".join(letters)


def is_unseen(letter: str) -> bool:
    """Say whether nobody sees the character: it controls, joins, turns round, or is blank."""
    return letter in _BLANK or unicodedata.category(letter) in _UNSEEN


class LineField(forms.CharField):
    """A text of one line that somebody typed: kept as it is seen."""

    def to_python(self, value: Any) -> Any:
        """Return the text without what nobody sees, before anybody counts its letters."""
        return self._of_what_is_seen(visible_text, value)

    def _of_what_is_seen(self, reader: Callable[[str], str], value: Any) -> Any:
        text = super().to_python(value)
        return (reader(text) or self.empty_value) if text else text


class LinesField(LineField):
    """A text of several lines that somebody typed: kept as it is seen."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> Any:
        """Return the text, its lines parted as they were."""
        return self._of_what_is_seen(visible_lines, value)


class NameField(LineField):
    """A person's name."""

    def clean(self, value: Any) -> Any:
        """Return the name as it is kept."""
        text = super().clean(value)
        return _or_refused(visible_name, text) if text else text


class AddressField(forms.EmailField):
    """A person's e-mail address."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": LONGEST_ADDRESS, **options})

    def to_python(self, value: Any) -> Any:
        """Return the address as it is kept, before it is judged to be one."""
        text = super().to_python(value)
        return _or_refused(read_address, text) if text else text


def _seen(letter: str) -> str:
    if letter in _JOINERS:
        return letter
    if letter in _BLANK or letter.isspace():
        return " "
    return "" if is_unseen(letter) else letter


def _or_refused(reader: Callable[[str], str], text: str) -> str:
    try:
        return reader(text)
    except DomainError as refusal:
        raise forms.ValidationError(f"{refusal} {refusal.mend}") from refusal
