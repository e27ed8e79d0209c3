"""What a run's page shows beside its payments: the run before it, and who was left out."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from billing.settlement.comparisons import Moved, compared
from billing.settlement.models import Payee, Run
from kith.money import Money
from kith.ui.formats import date_text, money_text
from kith.ui.shapes import Column
from kith.wall import day_here
from tenants.accounts.queries import person_cards

# The largest of each kind: what is small is seen in the list itself.
MOST = 5
# More than twice what it was, or less than half.
FAR = 100


def comparison_shown(run: Run) -> dict[str, object] | None:
    """Return what a run's page shows of its difference to the last one; None without one."""
    found = compared(run)
    if found is None:
        return None
    now, before = run.total, found.earlier.total
    return {
        "earlier": found.earlier,
        "columns": [
            Column("what", _("What"), "strong"),
            Column("now", _("This run"), on_phone="named"),
            Column("before", found.earlier.number, on_phone="named"),
            Column("change", _("Difference"), on_phone="end"),
        ],
        "rows": [
            {
                "what": _("Payees"),
                "now": str(found.payees),
                "before": str(found.payees_before),
                "change": f"{found.payees - found.payees_before:+d}".replace("-", "−"),
            },
            {
                "what": _("Sum"),
                "now": money_text(now),
                "before": money_text(before),
                "change": _signed(now.minor - before.minor, run.currency),
            },
        ],
        "groups": [
            {"title": title, "entries": [_entry(row) for row in rows[:MOST]], "more": _more(rows)}
            for title, rows in (
                (_("New"), found.new),
                (_("Not in it any more"), found.missing),
                (_("Moved most"), found.moved),
            )
            if rows
        ],
    }


def payees_in(found: Run) -> list[tuple[UUID, str]]:
    """Return who is paid by a run, by name."""
    payees = Payee.objects.filter(transfers__run=found, transfers__exclusion=None).distinct()
    return list(payees.order_by("display_name", "pk").values_list("pk", "display_name"))


def exclusions_shown(found: Run) -> list[dict[str, object]]:
    """Return whom staff left out of a run, who did it and why."""
    rows = list(found.exclusions.select_related("run", "payee").order_by("at", "pk"))
    people = person_cards([row.by for row in rows])
    return [
        {
            "row": row,
            "text": " · ".join(
                [
                    row.because,
                    people[row.by].name if row.by in people else "–",
                    date_text(day_here(row.at)),
                ]
            ),
        }
        for row in rows
    ]


def _more(rows: Sequence[Moved]) -> int:
    return max(0, len(rows) - MOST)


def _entry(row: Moved) -> dict[str, str]:
    entry = {"title": row.name, "href": reverse("staff-payee", args=[row.payee_id])}
    if row.before and row.now:
        text = f"{money_text(row.before)} → {money_text(row.now)}"
        percent = row.percent or 0
        tone = "warn" if percent >= FAR or percent <= -FAR / 2 else "plain"
        badge = f"{percent:+d} %".replace("-", "−")
        return entry | {
            "text": text,
            "value": _signed(row.difference, row.now.currency),
            "badge": badge,
            "tone": tone,
        }
    amount = row.now or row.before
    return entry | {"value": money_text(amount) if amount else ""}


def _signed(minor: int, currency: str) -> str:
    return money_text(Money(minor, currency), is_signed=bool(minor))
