"""What the fence opens to the whole house."""

from celery.schedules import crontab
from django.utils.translation import gettext_lazy as _

from kith.doors import Doors, Job
from kith.fence.usecases.look_outside import look_outside

DOORS = Doors(
    mentions={
        "fence.Installation.identity": "what this installation is called: nobody",
    }
    | dict.fromkeys(
        ("fence.Pause.asked_by", "fence.Pause.released_by"),
        "who of the staff held sending back, and let it go: proof, kept for ever",
    ),
    jobs=[
        Job(
            "look-outside",
            _("Compare what was sent outside with the books"),
            look_outside,
            crontab(minute="20"),
        )
    ],
)
