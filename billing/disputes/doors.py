"""What disputes open to the whole house."""

from collections.abc import Iterator
from datetime import datetime

from celery.schedules import crontab
from django.utils.translation import gettext, ngettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from billing.disputes.queries import disputes_to_answer, undecided_of
from billing.disputes.usecases.read_open_disputes import read_open_disputes
from kith.doors import Doors, Job, Obstacle, Row, Waiting
from kith.ui.navigation import NavItem
from kith.wall import TenantRef


def disputes_in_the_way(*, tenant: TenantRef, at: datetime) -> Iterator[Row]:
    """Say how many of a shop's payments a bank has not decided about."""
    if number := undecided_of(tenant_id=tenant.uuid):
        title = ngettext("%(n)s dispute is open", "%(n)s disputes are open", number)
        yield Row(
            title % {"n": number},
            gettext("Answer it or accept it, and wait for the bank."),
            gettext("Review"),
        )


DOORS = Doors(
    mentions=dict.fromkeys(
        ("disputes.Dispute.evidence", "disputes.Dispute.customer_name"),
        "what a bank was shown of a payment: proof of a dispute, kept with the books",
    ),
    navigation={
        "staff": [
            NavItem("staff-disputes", _("Disputes"), "gavel", permission="disputes.read", order=37)
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
    obstacles=[Obstacle(disputes_in_the_way, order=60, url_name="staff-disputes")],
    waiting=[
        Waiting(
            permission="disputes.answer",
            count=disputes_to_answer,
            url_name="staff-disputes",
            icon="gavel",
            title=ngettext_lazy("%(n)s dispute to answer", "%(n)s disputes to answer", "n"),
            text=_("A bank decides against us when its day passes without a word."),
            action=_("Review and answer"),
            order=5,
        ),
    ],
)
