"""What the limits open to the whole house."""

from celery.schedules import crontab
from django.utils.translation import gettext_lazy as _

from kith.doors import Doors, Job
from kith.limits.sweeping import sweep_limits

DOORS = Doors(
    jobs=[
        Job(
            "sweep-limits",
            _("Drop counts of tries that are over"),
            sweep_limits,
            crontab(minute="*/10"),
        ),
    ],
)
