"""What the register of shops opens to the whole house."""

from celery.schedules import crontab
from django.utils.translation import gettext_lazy as _

from kith.doors import DAY, MINUTE, Doors, Job
from kith.ui.navigation import NavItem

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
            "tenants.registry.tasks.stock_spares_later",
            crontab(minute="*/10"),
            every_seconds=10 * MINUTE,
        ),
        # Each day, because a lost proof is looked for daily; one that was seen, once a week.
        Job(
            "recheck-domains",
            "tenants.registry.tasks.recheck_domains_later",
            crontab(hour="3", minute="15"),
            every_seconds=DAY,
        ),
    ],
)
