"""What invoices and saved cards open to the whole house."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from celery.schedules import crontab
from django.utils.translation import gettext, ngettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from billing.invoicing.belongings import BELONGINGS, MENTIONS, PAPERS, TIES
from billing.invoicing.queries import refunds_to_decide, unended_here
from billing.invoicing.usecases.prove_books import prove_books
from billing.invoicing.usecases.sweep_dunning import sweep_dunning
from kith.doors import Doors, Job, Obstacle, Row, Waiting
from kith.ui.formats import day_text
from kith.ui.navigation import NavItem
from kith.wall import TenantRef

# So long after a payment the cards' rules let a bank take it back.
DISPUTABLE = timedelta(days=120)


def bills_in_the_way(*, tenant: TenantRef, at: datetime) -> Iterator[Row]:
    """Say what of a shop's money with its customers is not at an end."""
    left = unended_here()
    if left.unpaid:
        title = ngettext("%(n)s bill is unpaid", "%(n)s bills are unpaid", left.unpaid)
        yield Row(
            title % {"n": left.unpaid},
            gettext("Have each one paid, or write it off."),
            gettext("Review"),
        )
    if left.on_the_way:
        title = ngettext(
            "%(n)s charge or refund is on its way",
            "%(n)s charges or refunds are on their way",
            left.on_the_way,
        )
        yield Row(
            title % {"n": left.on_the_way}, gettext("Wait until the processor has answered."), ""
        )
    if left.last_paid_at and (until := left.last_paid_at + DISPUTABLE) > at:
        yield Row(
            gettext("A bank can still take the last payment back"),
            gettext("Wait until %(day)s: then there is nobody left to answer.")
            % {"day": day_text(until)},
            "",
        )


DOORS = Doors(
    belongings=BELONGINGS,
    papers=PAPERS,
    ties=TIES,
    mentions=MENTIONS,
    navigation={
        "my": [
            NavItem("my-invoices", _("Invoices"), "receipt", order=30),
            NavItem("my-card", _("Card"), "credit-card", order=35),
        ],
        "desk": [
            NavItem("desk-invoices", _("Invoices"), "receipt", permission="invoices.read", order=70)
        ],
        "staff": [
            NavItem("staff-refunds", _("Refunds"), "undo-2", permission="refunds.decide", order=39)
        ],
    },
    permissions={
        "invoices.read": {"reseller", "operator", "staff", "finance", "approver"},
        "invoices.refund": {"reseller", "operator", "finance"},
        "refunds.decide": {"finance"},
        "invoices.write-off": {"finance"},
        "invoices.approve-write-off": {"finance", "approver"},
    },
    obstacles=[Obstacle(bills_in_the_way, order=40, url_name="staff-unpaid-invoices")],
    waiting=[
        Waiting(
            permission="refunds.decide",
            count=refunds_to_decide,
            url_name="staff-refunds",
            icon="undo-2",
            title=ngettext_lazy("%(n)s refund to decide", "%(n)s refunds to decide", "n"),
            text=_("A shop asks for more than it may give back by itself."),
            action=_("Review"),
            order=22,
        )
    ],
    jobs=[
        # After the night's matching with the processor.
        Job("prove-books", _("Prove all books"), prove_books, crontab(hour="4", minute="0")),
        # After the payments of the night.
        Job(
            "dunning",
            _("Remind of unpaid bills, and block or end their lines"),
            sweep_dunning,
            crontab(hour="5", minute="30"),
            in_each_tenant=True,
        ),
    ],
)
