"""What a new version of the ladder changes, and which numbers make no sense."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from ambassadors.program.models import Measure, Programme, TierCode
from kith.errors import DomainError

# By tier and measure.
Thresholds = Mapping[tuple[str, str], int]
RATES = {Measure.RETENTION_90D, Measure.RETENTION_12M}
HIGHEST_RATE = 100


class NothingChanges(DomainError):
    code = "programme.nothing_changes"


class ImpossibleThreshold(DomainError):
    code = "programme.impossible_threshold"


def changes_to(programme: Programme, thresholds: Thresholds) -> dict[tuple[str, str], int]:
    """
    Return those thresholds that are other than the programme's; unknown ones are passed over.

    :raises NothingChanges: every threshold already has this value
    :raises ImpossibleThreshold: a threshold nobody or everybody could meet
    """
    _refuse_impossible(thresholds)
    standing = {
        (tier.code, criterion.code): criterion.threshold
        for tier in programme.tiers.order_by("position").prefetch_related("criteria")
        for criterion in tier.criteria.all()
    }
    changed = {
        key: value
        for key, value in thresholds.items()
        if key in standing and standing[key] != value
    }
    if not changed:
        raise NothingChanges(
            _("These are the rules as they stand."), mend=_("Change at least one number.")
        )
    return changed


def _refuse_impossible(thresholds: Thresholds) -> None:
    for (tier, code), value in thresholds.items():
        label = f"{TierCode(tier).label}, {Measure(code).label}"
        if code in RATES and not 1 <= value <= HIGHEST_RATE:
            raise ImpossibleThreshold(
                _("%(label)s: %(value)s is no share of a hundred.")
                % {"label": label, "value": value},
                mend=_("Write a number from 1 to 100."),
            )
        if value < 1:
            raise ImpossibleThreshold(
                _("%(label)s: everybody meets %(value)s.") % {"label": label, "value": value},
                mend=_("Write at least 1."),
            )
