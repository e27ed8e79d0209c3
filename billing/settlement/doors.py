"""What settlement opens to the whole house."""

from celery.schedules import crontab
from django.utils.translation import gettext_lazy as _

from kith.doors import DAY, MINUTE, Doors, Job
from kith.ui.navigation import NavItem

DOORS = Doors(
    navigation={
        "network": [NavItem("my-earnings", _("My earnings"), "coins", order=35)],
        "desk": [
            NavItem("desk-earnings", _("Earnings"), "coins", permission="earnings.read", order=50)
        ],
        "staff": [
            NavItem(
                "staff-runs",
                _("Settlement"),
                "landmark",
                permission="runs.read",
                order=30,
                also=("/staff/statements/", "/staff/invoice-lines/"),
            ),
            NavItem("staff-books", _("Matching"), "scale", permission="books.read", order=35),
            NavItem("staff-payees", _("Payees"), "wallet", permission="payees.read", order=40),
            NavItem(
                "staff-webhooks", _("Webhooks"), "webhook", permission="webhooks.replay", order=98
            ),
        ],
    },
    permissions={
        "earnings.read": {"reseller", "operator"},
        "payouts.edit": {"reseller", "operator"},
        "runs.read": {"staff", "finance", "approver"},
        "runs.open": {"finance"},
        "runs.release": {"finance", "approver"},
        "books.read": {"staff", "finance", "approver"},
        "books.reconcile": {"finance"},
        "payees.read": {"staff", "finance", "approver"},
        "clawbacks.recover": {"finance", "approver"},
        "webhooks.replay": {"staff", "finance"},
    },
    jobs=[
        # The processor needs a while after midnight to list a whole day.
        Job(
            "reconcile-due",
            "billing.settlement.tasks.reconcile_due_later",
            crontab(hour="3", minute="0"),
            every_seconds=DAY,
        ),
        Job(
            "settle-due",
            "billing.settlement.tasks.settle_due_later",
            crontab(minute="*/5"),
            every_seconds=5 * MINUTE,
        ),
    ],
)
