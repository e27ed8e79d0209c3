"""What the telco's catalogue opens to the whole house."""

from django.utils.translation import gettext_lazy as _

from kith.doors import Doors, Sealed
from kith.ui.navigation import NavItem

DOORS = Doors(
    navigation={
        "staff": [
            NavItem("staff-catalog", _("Catalogue"), "tag", permission="catalog.import", order=50)
        ],
    },
    permissions={"catalog.import": {"staff"}},
    sealed=[
        Sealed(
            table="wholesale_wholesaleterm",
            sides=frozenset({"public"}),
            what="wholesale term",
            name="'of ' || r.seller_kind || ' from ' || to_char(r.starts_at, 'YYYY-MM-DD')",
            content=(
                "jsonb_build_array(r.seller_kind, extract(epoch FROM r.starts_at)::text,"
                " r.wholesale_basis_points, r.fee_basis_points, r.ceiling_basis_points)"
            ),
        )
    ],
)
