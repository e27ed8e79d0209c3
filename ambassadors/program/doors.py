"""What the programme opens to the whole house."""

from celery.schedules import crontab
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from ambassadors.program.queries import open_case_count
from ambassadors.program.tasks import assess_tonight
from kith.doors import Doors, Job, Waiting
from kith.ui.navigation import NavItem

DOORS = Doors(
    navigation={
        "network": [
            NavItem("my-path", _("My path"), "footprints", order=20),
        ],
        "staff": [
            NavItem("staff-cases", _("Promotions"), "award", permission="cases.decide", order=20),
            NavItem(
                "staff-programme", _("Programme"), "list-checks", permission="staff.read", order=95
            ),
        ],
    },
    permissions={
        "cases.decide": {"staff", "approver"},
        "programme.edit": {"staff"},
    },
    jobs=[
        # After the circles were measured: the assessment judges by what was counted.
        Job(
            "assess-everyone",
            _("Assess who meets the next step"),
            assess_tonight,
            crontab(hour="2", minute="0"),
        ),
    ],
    waiting=[
        Waiting(
            permission="cases.decide",
            count=open_case_count,
            url_name="staff-cases",
            icon="users",
            title=ngettext_lazy("%(n)s promotion to decide", "%(n)s promotions to decide", "n"),
            text=_("Somebody has met the next step and waits for an answer."),
            action=_("Decide"),
            order=10,
        )
    ],
)
