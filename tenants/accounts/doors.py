"""What a person's own account opens to the whole house."""

from datetime import date

from celery.schedules import crontab
from django.utils.translation import gettext_lazy as _

from kith.doors import Doors, Job
from kith.retention import Retention, Rule
from kith.ui.navigation import NavItem
from tenants.accounts.belongings import BELONGINGS, TIES
from tenants.accounts.lent_views import ended_views
from tenants.accounts.queries import ended_hand_overs, ended_sessions

SESSIONS = Retention("sessions", [Rule(since=date(2026, 12, 1), days=1)], ended_sessions)
LENT_VIEWS = Retention("lent views", [Rule(since=date(2026, 12, 1), days=90)], ended_views)
HAND_OVERS = Retention("hand-overs", [Rule(since=date(2026, 12, 1), days=1)], ended_hand_overs)

DOORS = Doors(
    belongings=BELONGINGS,
    ties=TIES,
    navigation={
        "my": [NavItem("my-profile", _("Profile"), "user", order=40, also=("/my/tokens/",))]
    },
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
