"""What the company that sells opens to the whole house."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from billing.entities.queries import details_to_sign, missing_company_count
from kith.doors import Doors, Sealed, Waiting
from kith.ui.navigation import NavItem

DOORS = Doors(
    mentions={
        "entities.EntityDetails.recorded_by": "who of the staff wrote it: sealed, kept for ever",
        "entities.EntityDetails.agreed_by": "who of the staff signed it: proof, kept for ever",
    },
    navigation={
        "staff": [
            NavItem(
                "staff-company", _("Company"), "building-2", permission="company.read", order=45
            )
        ]
    },
    permissions={
        "company.read": {"staff", "finance", "approver"},
        "company.edit": {"finance"},
        "company.sign": {"finance", "approver"},
    },
    waiting=[
        Waiting(
            permission="company.read",
            count=missing_company_count,
            url_name="staff-company",
            icon="building-2",
            title=ngettext_lazy(
                "The company’s details are missing", "The company’s details are missing", "n"
            ),
            text=_("No order can be paid and nothing is invoiced until finance enters them."),
            action=_("Enter them"),
            order=3,
        ),
        Waiting(
            permission="company.sign",
            count=details_to_sign,
            url_name="staff-company",
            icon="building-2",
            title=ngettext_lazy(
                "A change of the company’s details to sign",
                "%(n)s changes of the company’s details to sign",
                "n",
            ),
            text=_("Every invoice would name it. Nothing changes before a second person signs."),
            action=_("Review"),
            order=19,
        ),
    ],
    sealed=[
        Sealed(
            table="entities_entitydetails",
            sides=frozenset({"public"}),
            what="details of a company",
            name="r.version || ' of ' || r.legal_name",
            content=(
                "jsonb_build_array(r.entity_id, r.version, extract(epoch FROM r.starts_at)::text,"
                " r.legal_name, r.address, r.country, r.tax_number, r.registration, r.recorded_by)"
            ),
        ),
        Sealed(
            table="entities_document",
            sides=frozenset({"public"}),
            what="number",
            name="r.number",
            content=(
                "jsonb_build_array(r.series_id, r.position, r.number, r.tenant_id, r.document_id)"
            ),
            recorded_at="recorded_at",
        ),
    ],
)
