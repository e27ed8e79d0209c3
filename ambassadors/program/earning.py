"""
What is earned on the network, by whom and out of what: the one place where it is said.

The shares are read from where sales are split by them, so no page can promise another.
"""

from datetime import datetime

from django.utils.translation import gettext as _

from ambassadors.program.models import TierCode
from ambassadors.referral.queries import terms_at
from billing.settlement.terms import SharingTerms, sharing_terms
from kith.ui.formats import percent_text
from tenants.registry.questions import EarningRule

SPONSOR = "sponsor"
A_YEAR = 365


def earning_rules(*, at: datetime) -> list[EarningRule]:
    """
    Return what is earned by whom at that moment.

    :raises NoSharingModel: no model covers a kind of seller then
    """
    reseller = sharing_terms(seller_kind="reseller", at=at)
    operator = sharing_terms(seller_kind="operator", at=at)
    return [
        EarningRule(
            TierCode.AMBASSADOR,
            str(TierCode.AMBASSADOR.label),
            _("No money. Friends who stay count for you, and lead to the next step."),
        ),
        EarningRule(TierCode.RESELLER, str(TierCode.RESELLER.label), _reseller(reseller)),
        EarningRule(TierCode.OPERATOR, str(TierCode.OPERATOR.label), _operator(operator)),
        EarningRule(SPONSOR, _("Whoever brought a reseller"), _sponsor(reseller, at=at)),
    ]


def _reseller(terms: SharingTerms) -> str:
    return _("%(share)s of what customers paid at the shop, before tax.") % {
        "share": percent_text(terms.seller_basis_points or 0)
    }


def _operator(terms: SharingTerms) -> str:
    return _(
        "What their own price leaves, before tax, above what they buy at and a fee of %(fee)s."
    ) % {"fee": percent_text(terms.platform_basis_points)}


def _sponsor(terms: SharingTerms, *, at: datetime) -> str:
    words = {"share": percent_text(terms.sponsor_basis_points)}
    if (days := terms_at(at=at).sponsor_days) == A_YEAR:
        return (
            _(
                "%(share)s on top of what that shop earns, in its first year. The telco pays it"
                " out of its own part; the shop gets no less."
            )
            % words
        )
    return _(
        "%(share)s on top of what that shop earns, in its first %(days)d days. The telco pays it"
        " out of its own part; the shop gets no less."
    ) % {**words, "days": days}
