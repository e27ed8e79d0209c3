"""What settlement opens to the whole house."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from celery.schedules import crontab
from django.utils.translation import gettext, ngettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from billing.settlement.belongings import BELONGINGS, MENTIONS, PAPERS, TIES
from billing.settlement.previews import earnings_of
from billing.settlement.proofs import fault_count
from billing.settlement.queries.payees import payee_card
from billing.settlement.queries.runs import payees_waiting, waiting_run_count
from billing.settlement.queries.shares import unended_of
from billing.settlement.queries.webhooks import applied_webhooks, parked_webhook_count
from billing.settlement.unpaid import unreachable_payees
from billing.settlement.usecases.fetch_missed_events import fetch_missed_events
from billing.settlement.usecases.reconcile_due import reconcile_due
from billing.settlement.usecases.settle_due import settle_due
from billing.settlement.web.earnings import is_shown_earnings
from billing.settlement.web.rules import money_rules
from kith.doors import Doors, Job, Obstacle, Row, Sealed, Today, Waiting
from kith.retention import Retention, Rule
from kith.ui.navigation import NavItem
from kith.wall import TenantRef


def payouts_today(*, tenant: TenantRef, at: datetime) -> Iterator[Row]:
    """Say that a seller is not paid: stopped by us, or without an account to be paid to."""
    payee = payee_card(party_kind="tenant", party_ref=tenant.uuid)
    if payee and payee.is_blocked:
        yield Row(gettext("Your payouts are stopped"), payee.block_reason, gettext("Review"))
    elif not (payee and payee.is_ready):
        earnings = earnings_of(
            party_kind="tenant", party_ref=tenant.uuid, currency=tenant.currency, at=at
        )
        if earnings.payable.minor > 0:
            yield Row(
                title=gettext("Money waits for you"),
                text=gettext("Open your payout account, and the next run pays it."),
                action=gettext("Open it"),
            )


def shares_in_the_way(*, tenant: TenantRef, at: datetime) -> Iterator[Row]:
    """Say how much of a shop's sales is not with its seller and sponsor, or not back from them."""
    shares, returning = unended_of(tenant_id=tenant.uuid)
    if shares:
        title = ngettext(
            "%(n)s share is owed, held back or on its way",
            "%(n)s shares are owed, held back or on their way",
            shares,
        )
        yield Row(
            title % {"n": shares},
            gettext("Pay them out in a run; recover or write off what was paid too much."),
            gettext("Review"),
        )
    if returning:
        title = ngettext(
            "%(n)s payment is going back to its payer",
            "%(n)s payments are going back to their payers",
            returning,
        )
        yield Row(
            title % {"n": returning},
            gettext("Wait until the processor has answered."),
            gettext("Review"),
        )


# A run a month is what sellers expect; who waits longer is somebody's business.
LONG = timedelta(days=31)


def run_is_late() -> int:
    """Count who is due money while no run was opened for a month."""
    return payees_waiting(long=LONG)


def cannot_be_paid() -> int:
    """Count who has been due money for a month and cannot be reached."""
    return unreachable_payees(long=LONG)


# Longer than a payment can be disputed.
WEBHOOKS = Retention("webhooks", [Rule(since=date(2026, 12, 1), days=730)], applied_webhooks)

DOORS = Doors(
    belongings=BELONGINGS,
    papers=PAPERS,
    ties=TIES,
    mentions=MENTIONS,
    navigation={
        "network": [
            NavItem("my-earnings", _("My earnings"), "coins", order=35, is_for=is_shown_earnings)
        ],
        "my": [
            NavItem(
                "my-earnings",
                _("Earnings"),
                "coins",
                order=60,
                is_for=is_shown_earnings,
                is_networks=True,
            )
        ],
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
                also=("/staff/statements/", "/staff/transfers/", "/staff/invoice-lines/"),
            ),
            NavItem("staff-books", _("Reconciliation"), "scale", permission="books.read", order=35),
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
        "payees.unblock": {"finance"},
        "payees.remind": {"staff", "finance"},
        "clawbacks.recover": {"finance", "approver"},
        "webhooks.replay": {"staff", "finance"},
    },
    obstacles=[Obstacle(shares_in_the_way, order=50, url_name="staff-runs")],
    rules=[money_rules],
    jobs=[
        # The processor needs a while after midnight to list a whole day.
        Job(
            "reconcile-due",
            _("Match our books with the payment processor's"),
            reconcile_due,
            crontab(hour="3", minute="0"),
        ),
        Job(
            "sweep-webhooks",
            _("Drop what the payment processor told us long ago"),
            WEBHOOKS.sweep,
            crontab(hour="4", minute="15"),
        ),
        Job(
            "fetch-missed-events",
            _("Fetch the payment processor's events that never reached us"),
            fetch_missed_events,
            crontab(minute="10"),
        ),
        Job(
            "settle-due",
            _("Move released payments on"),
            settle_due,
            crontab(minute="*/5"),
        ),
    ],
    waiting=[
        Waiting(
            permission="books.read",
            count=fault_count,
            url_name="staff-books",
            icon="scale",
            title=ngettext_lazy("%(n)s fault in the books", "%(n)s faults in the books", "n"),
            text=_("The last proof found it. Look before you release a run."),
            action=_("Review"),
            order=10,
        ),
        Waiting(
            permission="runs.read",
            count=waiting_run_count,
            url_name="staff-runs",
            icon="banknote",
            title=ngettext_lazy(
                "%(n)s settlement run to release", "%(n)s settlement runs to release", "n"
            ),
            text=_("Frozen; nobody is paid before it is released."),
            action=_("Review and release"),
            order=20,
        ),
        Waiting(
            permission="runs.open",
            count=run_is_late,
            url_name="staff-runs",
            icon="calendar-x",
            title=ngettext_lazy(
                "%(n)s payee waits for a settlement run",
                "%(n)s payees wait for a settlement run",
                "n",
            ),
            text=_("Something is due, and no run was opened for a month."),
            action=_("See what is due"),
            order=30,
        ),
        Waiting(
            permission="runs.open",
            count=cannot_be_paid,
            url_name="staff-payees-unpaid",
            icon="wallet",
            title=ngettext_lazy(
                "%(n)s payee is due money and cannot be paid",
                "%(n)s payees are due money and cannot be paid",
                "n",
            ),
            text=_("For a month or longer: no payout account, or it is stopped."),
            action=_("Review and remind"),
            order=35,
        ),
        Waiting(
            permission="webhooks.replay",
            count=parked_webhook_count,
            url_name="staff-webhooks",
            icon="webhook",
            title=ngettext_lazy(
                "%(n)s event could not be applied", "%(n)s events could not be applied", "n"
            ),
            text=_("The processor told us something we could not carry out."),
            action=_("Review"),
            order=25,
        ),
    ],
    sealed=[
        Sealed(
            table="settlement_webhookevent",
            sides=frozenset({"public"}),
            what="webhook",
            name="r.event_id || ' (' || r.type || ')'",
            content=(
                "jsonb_build_array(r.endpoint, r.event_id, r.type, r.account, r.livemode,"
                " r.api_version, r.body, extract(epoch FROM r.received_at)::text)"
            ),
            recorded_at="recorded_at",
            kept=WEBHOOKS.rules,
        ),
        Sealed(
            table="settlement_sharingmodel",
            sides=frozenset({"public"}),
            what="sharing model",
            name="r.version || ' for ' || r.seller_kind",
            content=(
                "jsonb_build_array(r.seller_kind, r.version, r.parts,"
                " extract(epoch FROM r.starts_at)::text)"
            ),
        ),
        Sealed(
            table="settlement_nettingconsent",
            sides=frozenset({"public"}),
            what="netting consent",
            name=(
                "'of payee ' || r.payee_id || ' from ' || to_char(r.decided_at AT TIME ZONE 'UTC',"
                " 'YYYY-MM-DD')"
            ),
            content=(
                "jsonb_build_array(r.payee_id, r.is_given, r.decided_by,"
                " extract(epoch FROM r.decided_at)::text)"
            ),
        ),
        Sealed(
            table="settlement_refundterms",
            sides=frozenset({"public"}),
            what="refund terms",
            name="'in ' || r.currency || ' from ' || to_char(r.starts_at, 'YYYY-MM-DD')",
            content=(
                "jsonb_build_array(r.currency, extract(epoch FROM r.starts_at)::text,"
                " r.month_minor, r.age_days)"
            ),
        ),
        Sealed(
            table="settlement_dunningterms",
            sides=frozenset({"public"}),
            what="dunning terms",
            name="'from ' || to_char(r.starts_at, 'YYYY-MM-DD')",
            content=(
                "jsonb_build_array(extract(epoch FROM r.starts_at)::text, r.remind_days,"
                " r.warn_days, r.bar_days, r.notice_days, r.end_days, r.recheck_days,"
                " r.ahead_days)"
            ),
        ),
        Sealed(
            table="settlement_settlementterms",
            sides=frozenset({"public"}),
            what="settlement terms",
            name="'in ' || r.currency || ' from ' || to_char(r.starts_at, 'YYYY-MM-DD')",
            content=(
                "jsonb_build_array(r.currency, extract(epoch FROM r.starts_at)::text, r.hold_days,"
                " r.new_seller_hold_days, r.new_seller_days, r.clean_operator_hold_days,"
                " r.clean_operator_days, r.minimum_minor, r.four_eyes_above_minor)"
            ),
        ),
    ],
    today=[
        Today(
            permission="earnings.read",
            rows=payouts_today,
            url_name="desk-earnings",
            icon="banknote",
            order=50,
        )
    ],
)
