"""What the pools of numbers and SIM cards open to the whole house."""

from celery.schedules import crontab
from django.utils.translation import gettext_lazy as _

from catalog.numbering.usecases.recycle_numbers import recycle_numbers
from kith.doors import Doors, Job
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
            "recycle-numbers",
            _("Bring rested numbers back"),
            recycle_numbers,
            crontab(hour="0", minute="30"),
        ),
    ],
)
