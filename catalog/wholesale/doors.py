"""What the telco's catalogue opens to the whole house."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from catalog.wholesale.queries import imports_to_sign
from catalog.wholesale.web.rules import price_rules
from kith.doors import Doors, Sealed, Waiting
from kith.ui.navigation import NavItem

DOORS = Doors(
    mentions={
        "wholesale.CatalogImport.imported_by": "who of the staff took a catalogue in: kept with it",
    },
    navigation={
        "staff": [
            NavItem("staff-catalog", _("Catalogue"), "tag", permission="catalog.import", order=50)
        ],
    },
    permissions={
        "catalog.import": {"staff"},
        "catalog.sign": {"staff", "approver"},
    },
    waiting=[
        Waiting(
            permission="catalog.sign",
            count=imports_to_sign,
            url_name="staff-catalog-proposals",
            icon="tag",
            title=ngettext_lazy(
                "%(n)s catalogue file to sign", "%(n)s catalogue files to sign", "n"
            ),
            text=_("It moves prices. Nothing changes before a second person signs it."),
            action=_("Review"),
            order=18,
        )
    ],
    rules=[price_rules],
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
