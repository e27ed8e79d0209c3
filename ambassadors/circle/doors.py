"""What a seller's circle opens to the whole house."""

from celery.schedules import crontab
from django.utils.translation import gettext_lazy as _

from kith.doors import DAY, Doors, Job
from kith.ui.navigation import NavItem

DOORS = Doors(
    navigation={
        "shop": [
            NavItem("desk-home", _("Desk"), "briefcase", permission="desk.read", order=30),
        ],
        "desk": [
            NavItem("desk-home", _("Today"), "sun", permission="desk.read", order=10),
            NavItem("desk-circle", _("Circle"), "users", permission="circle.invite", order=40),
            NavItem("desk-share", _("Share"), "share-2", permission="desk.read", order=80),
        ],
    },
    permissions={
        "desk.read": {"teammate", "reseller", "operator"},
        "circle.invite": {"reseller", "operator"},
    },
    jobs=[
        # Before the assessment, which judges by what is counted here.
        Job(
            "measure-circles",
            "ambassadors.circle.tasks.measure_circles_later",
            crontab(hour="1", minute="0"),
            every_seconds=DAY,
        )
    ],
)
