"""What the register of shops opens to the whole house."""

from celery.schedules import crontab
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from kith.doors import Doors, Job, Waiting
from kith.ui.navigation import NavItem
from tenants.registry.closings import closings_to_look_at
from tenants.registry.tasks import carry_out_closings, keep_spares, recheck_domains
from tenants.registry.usecases.sweep_archives import sweep_archives

DOORS = Doors(
    mentions={
        "registry.Tenant.owner_id": "whose shop it is: the same as their role in it",
        "registry.SpareSchema.claimed_by": "for which shop it was taken: nobody",
    }
    | dict.fromkeys(
        (
            "registry.Closing.asked_by",
            "registry.Closing.agreed_by",
            "registry.Closing.called_off_by",
        ),
        "who of the staff decided it: kept with the register",
    ),
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
        "tenants.read": {"staff", "finance", "approver"},
        "tenants.suspend": {"staff"},
        "tenants.close": {"staff", "approver"},
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
        # In the morning: whoever is told that something stands in the way is at work soon.
        Job(
            "carry-out-closings",
            _("Close the shops whose day has come"),
            carry_out_closings,
            crontab(hour="6", minute="10"),
        ),
        Job(
            "sweep-archives",
            _("Drop the archives of shops that closed long ago"),
            sweep_archives,
            crontab(hour="4", minute="35"),
        ),
    ],
    waiting=[
        Waiting(
            permission="tenants.close",
            count=closings_to_look_at,
            url_name="staff-tenants",
            icon="store",
            title=ngettext_lazy(
                "%(n)s closing of a shop waits", "%(n)s closings of shops wait", "n"
            ),
            text=_("A second person has to agree, or something stands in the way on its day."),
            action=_("Review"),
            order=45,
        ),
    ],
)
