"""What mail opens to the whole house."""

from celery.schedules import crontab
from django.utils.translation import gettext_lazy as _

from kith.doors import Doors, Job
from kith.mail.retention import SENT_MAILS

DOORS = Doors(
    jobs=[
        Job(
            "sweep-sent-mails",
            _("Drop the notes of mails that were sent long ago"),
            SENT_MAILS.sweep,
            crontab(hour="4", minute="20"),
        ),
    ],
)
