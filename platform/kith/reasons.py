"""Why somebody did what others have to understand later: a sentence, kept as it was said."""

from __future__ import annotations

from django.utils.translation import gettext as _

from kith.errors import DomainError
from kith.visible import visible_text

# What the columns hold it in.
LONGEST_REASON = 300


class NoReason(DomainError):
    """Nobody could read why."""

    code = "reason.empty"


class ReasonTooLong(DomainError):
    """It would be cut, and say something else."""

    code = "reason.too_long"


def read_reason(text: str) -> str:
    """
    Return what somebody gave as their reason: on one line, without what nobody sees.

    :raises NoReason: nothing of it can be read
    :raises ReasonTooLong: it has more than 300 characters
    """
    said = visible_text(text)
    if not said:
        raise NoReason(_("The reason is empty."), mend=_("Say in a sentence why."))
    if len(said) > LONGEST_REASON:
        raise ReasonTooLong(
            _("The reason has %(length)s characters.") % {"length": len(said)},
            mend=_("Say it in %(most)s at most.") % {"most": LONGEST_REASON},
        )
    return said
