"""What referrals open to the whole house."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from ambassadors.referral.belongings import BELONGINGS
from ambassadors.referral.queries import held_count
from kith.doors import Doors, Sealed, Waiting
from kith.permissions import is_signed_in
from kith.ui.navigation import NavItem

DOORS = Doors(
    belongings=BELONGINGS,
    navigation={
        "network": [
            NavItem("my-referrals", _("My referrals"), "link", order=30, is_for=is_signed_in)
        ],
        "my": [NavItem("my-referrals", _("Friends"), "users", order=55, is_networks=True)],
        "staff": [
            NavItem(
                "staff-referrals", _("Referrals"), "link", permission="referrals.decide", order=90
            )
        ],
    },
    permissions={"referrals.decide": {"staff"}},
    sealed=[
        Sealed(
            table="referral_referralterm",
            sides=frozenset({"public"}),
            what="referral term",
            name="'from ' || to_char(r.starts_at, 'YYYY-MM-DD')",
            content=(
                "jsonb_build_array(extract(epoch FROM r.starts_at)::text, r.paid_cycles,"
                " r.correction_days, r.sponsor_days)"
            ),
        )
    ],
    waiting=[
        Waiting(
            permission="referrals.decide",
            count=held_count,
            url_name="staff-referrals",
            icon="search-check",
            title=ngettext_lazy("%(n)s referral on hold", "%(n)s referrals on hold", "n"),
            text=_("Two accounts look like one person."),
            action=_("Review"),
            order=40,
        )
    ],
)
