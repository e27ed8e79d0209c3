"""The audit as staff read it: who did what, and where."""

from collections.abc import Iterable

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from kith.audit.models import AuditEntry
from kith.audit.queries import entries
from kith.permissions import requires
from kith.ui.shapes import Column
from kith.ui.spreadsheets import table_answer, wants_csv
from tenants.accounts.queries import person_cards
from tenants.registry.queries import tenant_cards

ROWS = 50
# A file is read by people; the whole of it is in the database.
MOST_IN_A_FILE = 10_000


@require_GET
@requires("audit.read")
def audit(request: HttpRequest) -> HttpResponse:
    """List what was done with power, the newest first."""
    text = request.GET.get("q", "").strip()[:100]
    found = entries(text=text)
    if wants_csv(request):
        return table_answer(name="audit", columns=_columns(), rows=_rows(found[:MOST_IN_A_FILE]))
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    words = {"page": page, "rows": _rows(page), "columns": _columns(), "text": text}
    return render(request, "faces/staff/audit.html", words)


def _columns() -> list[Column]:
    return [
        Column("at", _("When"), "when"),
        Column("who", _("Who"), "strong"),
        Column("action", _("What")),
        Column("subject", _("On what"), is_wide_only=True),
        Column("shop", _("Shop"), is_wide_only=True),
        Column("detail", _("More"), is_wide_only=True),
    ]


def _rows(found: Iterable[AuditEntry]) -> list[dict[str, object]]:
    listed = list(found)
    people = person_cards({entry.actor_id for entry in listed if entry.actor_id})
    shops = {card.uuid: card.name for card in tenant_cards(ids=_shops_of(listed))}
    return [
        {
            "at": entry.happened_at,
            "who": people[entry.actor_id].name if entry.actor_id in people else _("Kith itself"),
            "action": entry.action,
            "subject": entry.subject,
            "shop": shops.get(entry.tenant_id, "–") if entry.tenant_id else "–",
            "detail": ", ".join(f"{name}: {value}" for name, value in entry.detail.items()),
        }
        for entry in listed
    ]


def _shops_of(listed: Iterable[AuditEntry]) -> list:
    return sorted({entry.tenant_id for entry in listed if entry.tenant_id})
