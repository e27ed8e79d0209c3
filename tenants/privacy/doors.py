"""What copies and departures open to the whole house."""

from celery.schedules import crontab
from django.utils.translation import gettext_lazy as _

from kith.doors import Doors, Job
from tenants.privacy.belongings import BELONGINGS
from tenants.privacy.usecases.carry_out_departures import carry_out_departures
from tenants.privacy.usecases.sweep_copies import sweep_copies

DOORS = Doors(
    belongings=BELONGINGS,
    jobs=[
        Job(
            "sweep-copies",
            _("Drop people's copies of their data"),
            sweep_copies,
            crontab(minute="35"),
        ),
        Job(
            "carry-out-departures",
            _("Delete accounts whose two weeks are over"),
            carry_out_departures,
            crontab(minute="40"),
        ),
    ],
)
