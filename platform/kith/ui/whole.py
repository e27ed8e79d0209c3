"""Codes that stay on one line: a number that people read out is never broken at its hyphen."""

from __future__ import annotations

import re
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

LONGEST = 20
_PARTS = re.compile(r"\+[0-9][0-9• ]+[0-9]|[0-9A-Za-z]+(?:[-_.:][0-9A-Za-z]+)+")


def kept_whole(text: Any) -> SafeString:
    """
    Return a text, escaped, its codes on one line each: `NL-2026-000244`, `+34 ••• •• •• 30`.

    What is markup already is returned as it stands. What no line has room for, a UUID, breaks.
    """
    escaped = conditional_escape(text)
    return escaped if "<" in escaped else SafeString(_PARTS.sub(_one, escaped))


def _one(found: re.Match[str]) -> str:
    word = found[0]
    if len(word) > LONGEST:
        return word
    is_code = word.startswith("+") or (
        "-" in word and (word.isupper() or any(letter.isdigit() for letter in word))
    )
    return f'<span class="whole-code">{word}</span>' if is_code else word
