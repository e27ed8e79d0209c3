"""What the programme opens to the whole house."""

from celery.schedules import crontab
from django.utils.translation import gettext_lazy as _

from kith.doors import DAY, Doors, Job
from kith.ui.navigation import NavItem

DOORS = Doors(
    navigation={
        "network": [
            NavItem("my-path", _("My path"), "footprints", order=20),
            NavItem("staff-home", _("Staff"), "inbox", permission="staff.read", order=50),
        ],
        "staff": [
            NavItem("staff-home", _("Waiting"), "inbox", permission="staff.read", order=10),
            NavItem("staff-cases", _("Promotions"), "award", permission="cases.decide", order=20),
            NavItem(
                "staff-programme", _("Programme"), "list-checks", permission="staff.read", order=95
            ),
        ],
    },
    permissions={
        "staff.read": {"staff", "finance", "approver"},
        "cases.decide": {"staff", "approver"},
        "programme.edit": {"staff"},
    },
    jobs=[
        # After the circles were measured: the assessment judges by what was counted.
        Job(
            "assess-everyone",
            "ambassadors.program.tasks.assess_everyone_later",
            crontab(hour="2", minute="0"),
            every_seconds=DAY,
        )
    ],
)
