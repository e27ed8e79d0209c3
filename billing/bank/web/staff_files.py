"""A bank's file: look at what it does, then take it in."""

from __future__ import annotations

import base64
import hashlib
from urllib.parse import urlencode

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from billing.bank.formats import LARGEST_BYTES
from billing.bank.models import BankFile
from billing.bank.usecases.take_in_bank_file import take_in_bank_file
from billing.bank.usecases.weigh_bank_file import weigh_bank_file
from billing.bank.web import shown
from billing.bank.web.forms import BankFileForm
from kith.errors import DomainError
from kith.permissions import requires
from kith.wall.cache import cached, remember
from tenants.accounts.asking_again import asks_again

PAGE = "billing/bank/staff_file.html"
# How long a file that was looked at waits to be taken in.
WAITING_SECONDS = 3600
# Between looking and taking in it may not be lost: it waits in the database.
KEPT = "default"
# How many amounts of a file are shown; all of them are counted.
SHOWN = 200


@require_http_methods(["GET", "POST"])
@requires("bank.allot")
def files(request: HttpRequest) -> HttpResponse:
    """Take a file to be looked at; show what it would do, or what is wrong with it."""
    if request.method != "POST":
        return _looked_at(request)
    form = BankFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, PAGE, _words(form), status=422)
    upload = form.cleaned_data["file"]
    # One byte more than may be: the rest of a larger one is never read.
    content = upload.read(LARGEST_BYTES + 1)
    try:
        weigh_bank_file(content=content, at=timezone.now())
    except DomainError as refusal:
        return render(request, PAGE, _words(form) | {"refusal": refusal}, status=422)
    digest = hashlib.sha256(content).hexdigest()
    waiting = base64.b64encode(content).decode()
    remember(f"bank:{digest}", waiting, seconds=WAITING_SECONDS, store=KEPT)
    ticket = signing.dumps([digest, upload.name], salt=_salt(request))
    return redirect(f"{reverse('staff-bank-files')}?{urlencode({'ticket': ticket})}")


@require_POST
@requires("bank.allot")
@asks_again
def taking_in(request: HttpRequest) -> HttpResponse:
    """Take in the file that was looked at."""
    content, name = _waiting(request, request.POST.get("ticket", ""))
    if content is None:
        return _gone(request)
    try:
        file = take_in_bank_file(
            content=content, filename=name, by=request.user.pk, at=timezone.now()
        )
    except DomainError as refusal:
        return render(request, PAGE, _words(BankFileForm()) | {"refusal": refusal}, status=409)
    messages.success(request, _said(file))
    return redirect("staff-bank")


def _looked_at(request: HttpRequest) -> HttpResponse:
    ticket = request.GET.get("ticket", "")
    if not ticket:
        return render(request, PAGE, _words(BankFileForm()))
    content, name = _waiting(request, ticket)
    if content is None:
        return _gone(request)
    try:
        weighed = weigh_bank_file(content=content, at=timezone.now())
    except DomainError as refusal:
        return render(request, PAGE, _words(BankFileForm()) | {"refusal": refusal}, status=422)
    paying = [one for one in weighed.new if one.is_paying]
    waiting = [one for one in weighed.new if not one.is_paying]
    content_words = {
        "filename": name,
        "ticket": ticket,
        "columns": shown.weighed_columns(),
        "rows": [shown.weighed_row(one) for one in [*waiting, *paying][:SHOWN]],
        "left_out": max(0, len(weighed.new) - SHOWN),
        "paying": len(paying),
        "paying_sum": shown.sums(one.credit.amount for one in paying),
        "waiting": len(waiting),
        "waiting_sum": shown.sums(one.credit.amount for one in waiting),
        "known": len(weighed.credits) - len(weighed.new),
        "passed_over": weighed.passed_over,
        "is_new": bool(weighed.new),
    }
    return render(request, PAGE, _words(BankFileForm()) | content_words)


def _words(form: BankFileForm) -> dict[str, object]:
    return {"form": form, "refusal": None, "ticket": ""}


def _waiting(request: HttpRequest, ticket: str) -> tuple[bytes | None, str]:
    """Return the file a ticket is for, nothing where it waits no longer or is somebody else's."""
    try:
        digest, name = signing.loads(ticket, salt=_salt(request), max_age=WAITING_SECONDS)
    except signing.BadSignature:
        return None, ""
    content = cached(f"bank:{digest}", store=KEPT)
    return (base64.b64decode(content), name) if isinstance(content, str) else (None, name)


def _gone(request: HttpRequest) -> HttpResponse:
    messages.error(request, _("That file is no longer waiting. Upload it again."))
    return redirect("staff-bank")


def _said(file: BankFile) -> str:
    took = ngettext("%(n)s amount was taken in.", "%(n)s amounts were taken in.", file.new_count)
    paid = ngettext(
        "%(n)s pays its bill by itself.", "%(n)s pay their bills by themselves.", file.paid_count
    )
    return f"{took % {'n': file.new_count}} {paid % {'n': file.paid_count}}"


def _salt(request: HttpRequest) -> str:
    return f"bank-file:{request.user.pk}"
