"""What the pools of numbers and SIM cards open to the whole house."""

from celery.schedules import crontab
from django.utils.translation import gettext_lazy as _

from kith.doors import DAY, MINUTE, Doors, Job
from kith.ui.navigation import NavItem

DOORS = Doors(
    navigation={
        "staff": [
            NavItem("staff-numbers", _("Numbers"), "hash", permission="numbers.edit", order=70)
        ],
    },
    permissions={"numbers.edit": {"staff"}},
    jobs=[
        Job(
            "lapse-reservations",
            "catalog.numbering.tasks.lapse_reservations_now",
            crontab(minute="*/5"),
            every_seconds=5 * MINUTE,
        ),
        Job(
            "recycle-numbers",
            "catalog.numbering.tasks.recycle_numbers_now",
            crontab(hour="0", minute="30"),
            every_seconds=DAY,
        ),
    ],
)
