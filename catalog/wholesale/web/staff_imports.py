"""Taking a catalogue file in: look at what it does, confirm, and sign what moves prices far."""

from __future__ import annotations

import base64
import hashlib
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from catalog.wholesale.differences import Difference
from catalog.wholesale.queries import IMPORT
from catalog.wholesale.usecases.decide_import import decide_import
from catalog.wholesale.usecases.import_catalog import ImportReport, import_catalog
from catalog.wholesale.usecases.take_in_file import take_in_file
from catalog.wholesale.usecases.weigh_import import Touched, Weighed, weigh_import
from catalog.wholesale.web.forms import ImportForm
from catalog.wholesale.web.staff import PAGE, page_words
from catalog.wholesale.words import difference_words, unsold_words
from kith.errors import DomainError
from kith.permissions import allowed, requires
from kith.proposals.models import Proposal
from kith.proposals.queries import proposal, waiting_proposals
from kith.ui.formats import NOTHING, money_text, number_text
from kith.ui.shapes import Column, Fact, Tagged
from kith.visible import visible_text
from kith.wall.cache import cached, remember
from tenants.accounts.asking_again import asks_again
from tenants.accounts.queries import person_cards

PROPOSED = "catalog/wholesale/proposal.html"
# How long a file that was looked at waits to be confirmed.
WAITING_SECONDS = 3600
# Between looking and confirming it may not be lost: it waits in the database.
KEPT = "default"


@require_http_methods(["GET", "POST"])
@requires("catalog.import")
def imports(request: HttpRequest) -> HttpResponse:
    """Take a file to be looked at; show what it would change, or what is wrong with it."""
    if request.method != "POST":
        return _looked_at(request)
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, PAGE, page_words(request, form), status=422)
    upload = form.cleaned_data["file"]
    content = upload.read()
    digest = hashlib.sha256(content).hexdigest()
    waiting = base64.b64encode(content).decode()
    remember(f"import:{digest}", waiting, seconds=WAITING_SECONDS, store=KEPT)
    ticket = signing.dumps([digest, visible_text(upload.name)], salt=_salt(request))
    # An address of its own: it is read again, in the other language too.
    return redirect(f"{reverse('staff-catalog-imports')}?{urlencode({'ticket': ticket})}")


@require_POST
@requires("catalog.import")
def confirmation(request: HttpRequest) -> HttpResponse:
    """Take the file in that was looked at, or have somebody else sign it."""
    ticket = request.POST.get("ticket", "")
    content, name = _waiting(request, ticket)
    if content is None:
        return _gone(request)
    try:
        done = take_in_file(
            content=content,
            filename=name,
            because=request.POST.get("because", ""),
            # The same file looked at once is asked for once.
            key=f"catalogue:{hashlib.sha256(ticket.encode()).hexdigest()}",
            by=request.user.pk,
            at=timezone.now(),
        )
    except DomainError as refusal:
        messages.error(request, f"{refusal} {refusal.mend}")
        return redirect(f"{reverse('staff-catalog-imports')}?{urlencode({'ticket': ticket})}")
    if isinstance(done, Proposal):
        return redirect("staff-catalog-proposal", proposal_id=done.pk)
    if done.refused:
        return redirect(f"{reverse('staff-catalog-imports')}?{urlencode({'ticket': ticket})}")
    messages.success(request, _said(done))
    return redirect("staff-catalog")


@require_GET
@requires("catalog.sign")
def waiting(request: HttpRequest) -> HttpResponse:
    """Lead to the file that waits for a signature: there is one at a time."""
    found = waiting_proposals(kind=IMPORT)
    if found:
        return redirect("staff-catalog-proposal", proposal_id=found[0].pk)
    messages.info(request, _("No file waits for a signature any more."))
    return redirect("staff-home")


@require_GET
@requires("catalog.sign")
def proposed(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Show what a proposed file does in the shops."""
    return _proposed_page(request, _proposal(proposal_id))


@require_POST
@requires("catalog.sign")
@asks_again
def signature(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Sign a proposed file: it is taken in."""
    return _decided(request, _proposal(proposal_id), is_agreed=True)


@require_POST
@requires("catalog.sign")
def refusal(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Turn a proposed file down, or take one's own back."""
    return _decided(request, _proposal(proposal_id), is_agreed=False)


def _decided(request: HttpRequest, found: Proposal, *, is_agreed: bool) -> HttpResponse:
    try:
        report = decide_import(
            proposal_id=found.pk, is_agreed=is_agreed, by=request.user.pk, at=timezone.now()
        )
    except DomainError as refused:
        return _proposed_page(request, found, refusal=refused, status=409)
    off = _("It is off the table. The catalogue stays as it is.")
    messages.success(request, _said(report) if report else off)
    return redirect("staff-catalog-proposal", proposal_id=found.pk)


def _proposal(proposal_id: UUID) -> Proposal:
    try:
        return proposal(kind=IMPORT, proposal_id=proposal_id)
    except Proposal.DoesNotExist as missing:
        raise Http404(proposal_id) from missing


def _looked_at(request: HttpRequest) -> HttpResponse:
    ticket = request.GET.get("ticket", "")
    content, name = _waiting(request, ticket)
    if content is None:
        return _gone(request) if ticket else redirect("staff-catalog")
    report = _dry_run(content, name)
    words = page_words(request, ImportForm()) | {"filename": name, "ticket": ticket}
    if report.refused:
        return render(request, PAGE, words | {"report": report}, status=422)
    return render(request, PAGE, words | _weighed_words(report))


def _dry_run(content: bytes, name: str) -> ImportReport:
    return import_catalog(
        content=content, filename=name, dry_run=True, imported_by=None, at=timezone.now()
    )


def _waiting(request: HttpRequest, ticket: str) -> tuple[bytes | None, str]:
    """Return the file a ticket is for, nothing where it waits no longer or is somebody else's."""
    try:
        digest, name = signing.loads(ticket, salt=_salt(request), max_age=WAITING_SECONDS)
    except signing.BadSignature:
        return None, ""
    content = cached(f"import:{digest}", store=KEPT)
    return (base64.b64decode(content), name) if isinstance(content, str) else (None, name)


def _gone(request: HttpRequest) -> HttpResponse:
    messages.error(request, _("That file is no longer waiting. Upload it again."))
    return redirect("staff-catalog")


def _said(report: ImportReport) -> str:
    count = len(report.created) + len(report.changed)
    return (
        ngettext("%(n)d entry imported.", "%(n)d entries imported.", count) % {"n": count}
        if count
        else _("Nothing was different.")
    )


def _salt(request: HttpRequest) -> str:
    return f"catalog-import:{request.user.pk}"


def _weighed_words(report: ImportReport) -> dict[str, Any]:
    """Return what a file changes, and what that does in the shops."""
    weighed = weigh_import(report=report, at=timezone.now())
    return {
        "report": report,
        "differences": [_difference_row(one) for one in report.differences],
        "difference_columns": [
            Column("code", _("Product"), "strong"),
            Column("what", _("What")),
            Column("before", _("Now"), on_phone="named"),
            Column("after", _("Then"), on_phone="named"),
        ],
        "unsold": [
            {"name": one.name, "code": one.code, "reason": unsold_words(one.because)}
            for one in report.unsold
        ],
        "unsold_columns": [
            Column("name", _("Offering"), "strong"),
            Column("code", _("Code"), is_wide_only=True),
            Column("reason", _("Why it is not sold")),
        ],
        "touched": [_touched_row(one) for one in weighed.touched],
        "touched_columns": [
            Column("code", _("Product"), "strong"),
            Column("shops", _("Shops"), "number"),
            Column("offers", _("Offers"), "number"),
            Column("stopped", _("Taken off sale"), "number"),
            Column("lines", _("Lines"), "number"),
            Column("paid", _("They pay a month")),
        ],
        "in_all": _in_all(weighed),
        "takes_two": weighed.takes_two,
    }


def _touched_row(one: Touched) -> dict[str, object]:
    return {
        "code": one.code,
        "shops": one.shops,
        "offers": one.offers,
        "stopped": one.stopped,
        "lines": one.lines,
        "paid": ", ".join(money_text(paid) for paid in one.paid.values()) or NOTHING,
    }


def _difference_row(one: Difference) -> dict[str, str]:
    """Return a difference in words; a price says how far it moves."""
    code, what, before, after = difference_words(one)
    if one.what == "retail" and one.before.currency == one.after.currency:
        percent = (one.after.minor - one.before.minor) * 100 / one.before.minor
        sign = "+" if percent > 0 else ""
        after = f"{after} ({sign}{number_text(round(percent, 1))}%)"
    return {"code": code, "what": what, "before": before, "after": after}


def _in_all(weighed: Weighed) -> str:
    """Say in one sentence what happens to the shops."""
    stopped = sum(one.stopped for one in weighed.touched)
    lines = sum(one.lines for one in weighed.touched)
    taken = ngettext("%(n)s offer is taken off sale", "%(n)s offers are taken off sale", stopped)
    kept = ngettext(
        "%(n)s line in service keeps its price", "%(n)s lines in service keep their price", lines
    )
    return f"{taken % {'n': stopped}}; {kept % {'n': lines}}."


def _proposed_page(
    request: HttpRequest, found: Proposal, *, refusal: DomainError | None = None, status: int = 200
) -> HttpResponse:
    people = person_cards([one for one in (found.asked_by, found.decided_by) if one])
    names = {key: card.name for key, card in people.items()}
    facts = [
        Fact(_("Why"), found.because),
        Fact(_("Uploaded by"), names.get(found.asked_by, "–")),
        Fact(_("Uploaded on"), found.asked_at),
    ]
    if found.decided_by:
        facts.append(Fact(_("Decided by"), names.get(found.decided_by, "–")))
    content: dict[str, Any] = {
        "proposal": found,
        "filename": found.facts["filename"],
        "state": _state(found),
        "facts": facts,
        "is_mine": found.asked_by == request.user.pk,
        "may_import": allowed(request, "catalog.import"),
        "refusal": refusal,
    }
    if found.is_waiting and found.content is not None:
        report = _dry_run(bytes(found.content), found.facts["filename"])
        content |= {"report": report} if report.refused else _weighed_words(report)
    return render(request, PROPOSED, content, status=status)


def _state(found: Proposal) -> Tagged:
    words = {
        "": Tagged(_("Waits for a second person"), "warn"),
        Proposal.Outcome.AGREED: Tagged(_("Taken in"), "good"),
        Proposal.Outcome.TURNED_DOWN: Tagged(_("Turned down"), "plain"),
        Proposal.Outcome.WITHDRAWN: Tagged(_("Taken back"), "plain"),
    }
    return words[found.outcome]
