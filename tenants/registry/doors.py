"""What the register of shops opens to the whole house."""

from celery.schedules import crontab
from django.utils.translation import gettext_lazy as _

from kith.doors import Doors, Job
from kith.ui.navigation import NavItem
from tenants.registry.tasks import keep_spares, recheck_domains

DOORS = Doors(
    navigation={
        "network": [
            NavItem("directory", _("Shops"), "store", order=10),
            NavItem("about", _("About"), "info", order=40),
        ],
        "staff": [
            NavItem("staff-tenants", _("Storefronts"), "store", permission="tenants.read", order=60)
        ],
    },
    permissions={
        "tenants.read": {"staff", "approver"},
        "tenants.suspend": {"staff"},
    },
    jobs=[
        Job(
            "stock-spares",
            _("Keep storefronts ready to be opened"),
            keep_spares,
            crontab(minute="*/10"),
        ),
        # Each day, because a lost proof is looked for daily; one that was seen, once a week.
        Job(
            "recheck-domains",
            _("Look for the proofs of domains"),
            recheck_domains,
            crontab(hour="3", minute="15"),
        ),
    ],
)
