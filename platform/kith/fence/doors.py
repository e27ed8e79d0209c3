"""What the fence opens to the whole house."""

from celery.schedules import crontab
from django.utils.translation import gettext_lazy as _

from kith.doors import Doors, Job
from kith.fence.usecases.look_outside import look_outside

DOORS = Doors(
    jobs=[
        Job(
            "look-outside",
            _("Compare what was sent outside with the books"),
            look_outside,
            crontab(minute="20"),
        )
    ]
)
