"""Propose to a second person what the papers of the company that sells shall say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from billing.entities.queries import DETAILS, latest_details
from billing.entities.sellers import MEMBERS, words_to_keep
from billing.entities.usecases.describe_entity import StartsInThePast
from kith.errors import DomainError
from kith.proposals.models import Proposal
from kith.proposals.usecases.propose import propose
from kith.wall import day_here, public_side


class NothingToChange(DomainError):
    """Papers say all of it already."""

    code = "entity.nothing_to_change"


@public_side
@transaction.atomic
def propose_details(
    *,
    said: Mapping[str, str],
    starts_on: date | None,
    because: str,
    key: str,
    by: UUID,
    at: datetime,
) -> Proposal:
    """
    Ask that invoices say this from a day on, or as soon as somebody else agrees.

    What still waits is withdrawn; the same key again returns the first.

    :raises WrongTaxNumber: no company of that country has such a number
    :raises NothingToChange: papers say so already
    :raises StartsInThePast: the day is over
    :raises NoReason, ReasonTooLong: no reason is given, or one that would be cut
    """
    words = words_to_keep(said)
    last = latest_details()
    if last is None or {name: getattr(last, name) for name in MEMBERS} == words:
        raise NothingToChange(
            _("Invoices say this already"), mend=_("Change a line, or leave it as it is.")
        )
    if starts_on and starts_on < day_here(at):
        raise StartsInThePast(
            _("What invoices say cannot be changed backwards"),
            mend=_("Choose today or a later day, and none before a change already planned."),
        )
    facts = {**words, "starts_on": starts_on.isoformat() if starts_on else ""}
    return propose(
        kind=DETAILS, subject="next", key=key, because=because, facts=facts, by=by, at=at
    )
