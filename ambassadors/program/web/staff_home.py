"""The door staff come in by: what waits for a human."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from ambassadors.program.queries import open_case_count
from ambassadors.program.web.links import href_of
from ambassadors.referral.queries import held_count
from billing.settlement.queries import waiting_run_count
from catalog.network.queries import open_tasks
from kith.outbox.models import Delivery
from kith.permissions import allowed, requires
from tenants.registry.queries import live_tenants

PAGE = "ambassadors/program/staff_home.html"


@require_GET
@requires("staff.read")
def home(request: HttpRequest) -> HttpResponse:
    """Show what waits, the most urgent first, and nothing else."""
    return render(request, PAGE, {"waiting": _waiting(request), "shops": len(live_tenants())})


def _waiting(request: HttpRequest) -> list[dict]:
    """Return each kind of work this person may do that waits, with how much of it."""
    kinds = [
        (
            "cases.decide",
            open_case_count,
            "staff-cases",
            "users",
            lambda n: ngettext("%(n)s promotion to decide", "%(n)s promotions to decide", n),
            _("Somebody has met the next step and waits for an answer."),
            _("Decide"),
        ),
        (
            "runs.read",
            waiting_run_count,
            "staff-runs",
            "banknote",
            lambda n: ngettext(
                "%(n)s settlement run to release", "%(n)s settlement runs to release", n
            ),
            _("Frozen; nobody is paid before it is released."),
            _("Look and release"),
        ),
        (
            "network-tasks.edit",
            lambda: len(open_tasks()),
            "staff-network-tasks",
            "radio-tower",
            lambda n: ngettext(
                "%(n)s step to carry out by hand", "%(n)s steps to carry out by hand", n
            ),
            _("A buyer waits for the network."),
            _("Carry out"),
        ),
        (
            "referrals.decide",
            held_count,
            "staff-referrals",
            "search-check",
            lambda n: ngettext("%(n)s referral on hold", "%(n)s referrals on hold", n),
            _("Two accounts look like one person."),
            _("Look"),
        ),
        (
            "letters.replay",
            _parked_letters,
            "staff-letters",
            "mail-warning",
            lambda n: ngettext(
                "%(n)s letter could not be delivered", "%(n)s letters could not be delivered", n
            ),
            _("A reaction failed eight times and waits for a person."),
            _("Look"),
        ),
    ]
    rows = []
    for permission, count, url_name, icon, title, text, action in kinds:
        number = count() if allowed(request, permission) else 0
        if number:
            rows.append(
                {
                    "icon": icon,
                    "title": title(number) % {"n": number},
                    "text": text,
                    "action": action,
                    "href": href_of(url_name),
                }
            )
    return rows


def _parked_letters() -> int:
    return Delivery.objects.filter(parked_at__isnull=False, done_at=None).count()
