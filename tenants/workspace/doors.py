"""What a shop's own face opens to the whole house."""

from collections.abc import Iterator
from datetime import datetime

from celery.schedules import crontab
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kith.doors import Doors, Job, Row, Today
from kith.ui.navigation import NavItem
from kith.wall import TenantRef
from tenants.registry.domain_cards import domain_cards
from tenants.workspace.usecases.sweep_logos import sweep_logos


def lost_proofs(*, tenant: TenantRef, at: datetime) -> Iterator[Row]:
    """Say which of an operator's domains are about to lead nowhere."""
    for domain in domain_cards(tenant_id=tenant.uuid) if tenant.is_operator else ():
        if domain.lapses_at:
            yield Row(
                title=gettext("The proof of %(host)s is missing") % {"host": domain.host},
                text=gettext("Put the record back, or the domain leads nowhere."),
                action=gettext("Review"),
            )


DOORS = Doors(
    mentions={
        "workspace.Workspace.support_email": "where a shop answers: on its pages for everybody",
    },
    navigation={
        "desk": [
            NavItem(
                "desk-settings", _("Settings"), "settings", permission="settings.edit", order=90
            ),
            NavItem("desk-team", _("Team"), "users-round", permission="team.read", order=100),
        ],
    },
    permissions={
        "settings.edit": {"reseller", "operator"},
        "team.read": {"teammate", "reseller", "operator"},
        "team.edit": {"reseller", "operator"},
        "brand.edit": {"operator"},
        "domains.claim": {"operator"},
    },
    jobs=[
        Job(
            "sweep-logos",
            _("Drop logos that are shown no more"),
            sweep_logos,
            crontab(hour="4", minute="30"),
            in_each_tenant=True,
        ),
    ],
    today=[
        Today(
            permission="domains.claim",
            rows=lost_proofs,
            url_name="desk-domain",
            icon="globe",
            order=10,
        )
    ],
)
