"""What each step of the ladder asks, and what a referral must show, with every version."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ambassadors.program.models import Measure, Programme, TierCode
from ambassadors.program.web.shapes import amount
from ambassadors.referral.queries import terms_in_order
from kith.doors import RuleSet, RuleVersion

A_YEAR = 365


def ladder_rules() -> Iterator[RuleSet]:
    """Yield what the ladder asks, and when a friend counts."""
    versions = Programme.objects.standing().order_by("-version").prefetch_related("tiers__criteria")
    found = [RuleVersion(_asked(one), one.starts_at) for one in versions]
    if found:
        yield RuleSet(_("The steps of the ladder"), found, order=70)
    referrals = [
        RuleVersion(
            {
                _("Paid periods until a friend counts"): str(terms.paid_cycles),
                _("A refund takes it back within"): _days(terms.correction_days),
                _("Whoever brought a seller shares in its sales for"): _term(terms.sponsor_days),
            },
            starts_at,
        )
        for starts_at, terms in terms_in_order()
    ]
    yield RuleSet(_("Friends who join"), referrals, order=80)


def _asked(programme: Programme) -> dict[str, str]:
    says = {}
    for tier in sorted(programme.tiers.all(), key=lambda one: one.position):
        label = TierCode(tier.code).label
        for row in sorted(tier.criteria.all(), key=lambda one: one.position):
            says[f"{label}: {Measure(row.code).label}"] = amount(row.code, row.threshold)
        if tier.position:
            says[_("%(step)s: signatures") % {"step": label}] = str(tier.signatures_needed)
    return says


def _term(days: int) -> str:
    return _("a year") if days == A_YEAR else _days(days)


def _days(count: int) -> str:
    return ngettext("%(n)s day", "%(n)s days", count) % {"n": count}
