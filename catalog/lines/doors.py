"""What lines in service open to the whole house."""

from celery.schedules import crontab
from django.utils.translation import gettext_lazy as _

from catalog.lines.usecases.renew_due_lines import renew_due_lines
from kith.doors import Doors, Job
from kith.ui.navigation import NavItem

DOORS = Doors(
    navigation={
        "shop": [NavItem("my-home", _("My lines"), "smartphone", order=20)],
        "my": [NavItem("my-home", _("Lines"), "smartphone", order=10)],
        "desk": [
            NavItem("desk-lines", _("Lines"), "smartphone", permission="customers.read", order=60)
        ],
    },
    permissions={"customers.read": {"teammate", "reseller", "operator"}},
    jobs=[
        Job(
            "renew-lines",
            _("Renew lines whose period is over"),
            renew_due_lines,
            crontab(hour="0", minute="45"),
            in_each_tenant=True,
        ),
    ],
)
