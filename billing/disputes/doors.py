"""What disputes open to the whole house."""

from celery.schedules import crontab
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from billing.disputes.queries import disputes_to_answer
from billing.disputes.usecases.read_open_disputes import read_open_disputes
from kith.doors import Doors, Job, Waiting
from kith.ui.navigation import NavItem

DOORS = Doors(
    navigation={
        "staff": [
            NavItem("staff-disputes", _("Disputes"), "gavel", permission="disputes.read", order=38)
        ],
    },
    permissions={
        "disputes.read": {"staff", "finance", "approver"},
        "disputes.answer": {"staff", "finance"},
        "disputes.accept": {"finance"},
    },
    jobs=[
        # News may be lost on the way, and a deadline is not told at all.
        Job(
            "read-open-disputes",
            _("Read how disputes stand"),
            read_open_disputes,
            crontab(minute="40"),
        ),
    ],
    waiting=[
        Waiting(
            permission="disputes.answer",
            count=disputes_to_answer,
            url_name="staff-disputes",
            icon="gavel",
            title=ngettext_lazy("%(n)s dispute to answer", "%(n)s disputes to answer", "n"),
            text=_("A bank decides against us when its day passes without a word."),
            action=_("Look and answer"),
            order=5,
        ),
    ],
)
