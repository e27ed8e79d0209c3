"""What lines in service open to the whole house."""

from collections.abc import Iterator
from datetime import datetime

from celery.schedules import crontab
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from catalog.lines.belongings import BELONGINGS, TIES
from catalog.lines.queries import serving_line_count
from catalog.lines.usecases.announce_renewals import announce_renewals
from catalog.lines.usecases.end_due_lines import end_due_lines
from catalog.lines.usecases.renew_due_lines import renew_due_lines
from catalog.lines.usecases.switch_due_plans import switch_due_plans
from kith.doors import Doors, Job, Obstacle, Row
from kith.ui.navigation import NavItem
from kith.wall import TenantRef


def lines_in_the_way(*, tenant: TenantRef, at: datetime) -> Iterator[Row]:
    """Say how many lines a shop still serves."""
    if number := serving_line_count():
        title = ngettext("%(n)s line is still served", "%(n)s lines are still served", number)
        yield Row(
            title=title % {"n": number},
            text=gettext("Nobody loses a line because a shop closes: wait until each has ended."),
            action="",
        )


DOORS = Doors(
    belongings=BELONGINGS,
    ties=TIES,
    navigation={
        "shop": [NavItem("my-home", _("My lines"), "smartphone", order=20)],
        "my": [NavItem("my-home", _("Lines"), "smartphone", order=10)],
        "desk": [
            NavItem("desk-lines", _("Lines"), "smartphone", permission="customers.read", order=60)
        ],
    },
    permissions={"customers.read": {"teammate", "reseller", "operator"}},
    obstacles=[Obstacle(lines_in_the_way, order=10)],
    jobs=[
        Job(
            "end-lines",
            _("End lines whose last day is over"),
            end_due_lines,
            crontab(hour="0", minute="30"),
            in_each_tenant=True,
        ),
        Job(
            "renew-lines",
            _("Renew lines whose period is over"),
            renew_due_lines,
            crontab(hour="0", minute="45"),
            in_each_tenant=True,
        ),
        Job(
            "switch-plans",
            _("Ask the network again for plans that changed"),
            switch_due_plans,
            crontab(hour="1", minute="45"),
            in_each_tenant=True,
        ),
        Job(
            "announce-renewals",
            _("Tell customers of renewals three days ahead"),
            announce_renewals,
            crontab(hour="8", minute="15"),
            in_each_tenant=True,
        ),
    ],
)
