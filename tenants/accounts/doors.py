"""What a person's own account opens to the whole house."""

from datetime import date

from celery.schedules import crontab
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from kith.doors import Doors, Job, Waiting
from kith.retention import Retention, Rule
from kith.ui.navigation import NavItem
from tenants.accounts.belongings import BELONGINGS, TIES
from tenants.accounts.lent_views import ended_views
from tenants.accounts.queries import ended_hand_overs, ended_sessions
from tenants.accounts.team import roles_to_agree_to

SESSIONS = Retention("sessions", [Rule(since=date(2026, 12, 1), days=1)], ended_sessions)
LENT_VIEWS = Retention("lent views", [Rule(since=date(2026, 12, 1), days=90)], ended_views)
HAND_OVERS = Retention("hand-overs", [Rule(since=date(2026, 12, 1), days=1)], ended_hand_overs)

DOORS = Doors(
    belongings=BELONGINGS,
    ties=TIES,
    navigation={
        "staff": [
            NavItem("staff-team", _("Team"), "users-round", permission="staff-team.edit", order=120)
        ],
        "my": [NavItem("my-profile", _("Profile"), "user", order=40, also=("/my/tokens/",))],
    },
    permissions={"staff-team.edit": {"staff", "finance", "approver"}},
    waiting=[
        Waiting(
            permission="staff-team.edit",
            count=roles_to_agree_to,
            url_name="staff-team",
            icon="users-round",
            title=ngettext_lazy("%(n)s role to agree to", "%(n)s roles to agree to", "n"),
            text=_("Somebody is to join finance or the approvers."),
            action=_("Review"),
            order=95,
        )
    ],
    jobs=[
        Job(
            "sweep-sessions",
            _("Drop sessions that have ended"),
            SESSIONS.sweep,
            crontab(minute="20"),
        ),
        Job(
            "sweep-lent-views",
            _("Drop what helpers looked at"),
            LENT_VIEWS.sweep,
            crontab(minute="45"),
        ),
        Job(
            "sweep-hand-overs",
            _("Drop what opened another host once"),
            HAND_OVERS.sweep,
            crontab(minute="25"),
        ),
    ],
)
