"""What takes two: whoever asked for a thing is never the one who agrees to it."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from kith.errors import DomainError


class SamePerson(DomainError):
    """Who asked for something, or had a hand in it, agrees to it."""

    code = "approval.same_person"


def require_another(*, asked_by: UUID | None, by: UUID) -> None:
    """
    Return where somebody else asked.

    :raises SamePerson: they asked for it themselves
    """
    if asked_by == by:
        raise SamePerson(
            _("You asked for it yourself."), mend=_("A second person has to agree to it.")
        )
