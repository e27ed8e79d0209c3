"""Doors of the network: its callbacks, and the desk where staff do its work by hand."""

import time
from datetime import date

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from catalog.network.events import DAY, OPERATOR, US
from catalog.network.models import BRING, ManualTask
from catalog.network.queries import LateNumber, TaskCard, closed_tasks, late_numbers, open_tasks
from catalog.network.signature import HEADER, is_signed
from catalog.network.usecases.close_task import close_task
from catalog.network.usecases.take_callback import CallbackUnreadable, take_callback
from catalog.network.usecases.take_word_of_port import PortWordUnreadable, take_word_of_port
from catalog.numbering.queries import show_number
from kith.errors import DomainError
from kith.permissions import requires
from kith.ui.formats import date_text, moment_text

LARGEST_CALLBACK = 256 * 1024
PAGE = "catalog/network/tasks.html"


@csrf_exempt
@require_POST
def callback(request: HttpRequest) -> HttpResponse:
    """Take the network's late answer; only a signed one counts."""
    body = _signed_body(request)
    if isinstance(body, HttpResponse):
        return body
    try:
        take_callback(body=body)
    except CallbackUnreadable as refusal:
        return _refused(400, refusal.code, str(refusal))
    return HttpResponse(status=204)


@csrf_exempt
@require_POST
def leaving(request: HttpRequest) -> HttpResponse:
    """Answer the network about a number that leaves to another operator; it signs its question."""
    body = _signed_body(request)
    if isinstance(body, HttpResponse):
        return body
    try:
        verdict = take_word_of_port(body=body, at=timezone.now())
    except PortWordUnreadable as refusal:
        return _refused(400, refusal.code, str(refusal))
    state = "accepted" if verdict.is_right else "refused"
    return JsonResponse({"state": state, "reason": verdict.reason})


def _signed_body(request: HttpRequest) -> bytes | HttpResponse:
    """Give what the network sent, or the refusal of what is too large or not its own."""
    # One byte more than allowed shows that it is too large, without reading it all.
    body = request.read(LARGEST_CALLBACK + 1)
    if len(body) > LARGEST_CALLBACK:
        return _refused(413, "network.callback_too_large", "The body is larger than 256 KB.")
    signed = is_signed(
        body=body,
        header=request.headers.get(HEADER, ""),
        secret=settings.NETWORK_CALLBACK_SECRET,
        # Whether a signature is fresh is between two machines: by true time, whatever ours reads.
        now=int(time.time()),
    )
    if not signed:
        return _refused(401, "network.signature_wrong", "The signature does not fit the body.")
    return body


@require_GET
@requires("network-tasks.edit")
def tasks(request: HttpRequest) -> HttpResponse:
    """Show what the network waits for, and what was done last."""
    page = {
        "open_tasks": [_waiting(task) for task in open_tasks()],
        "closed_tasks": [_closed(task) for task in closed_tasks()],
        "done_fields": {"outcome": "done"},
        "late_numbers": [_late(number) for number in late_numbers(at=timezone.now())],
    }
    return render(request, PAGE, page)


@require_POST
@requires("network-tasks.edit")
def outcome(request: HttpRequest, task_id: str) -> HttpResponse:
    """Close one task."""
    is_done = request.POST.get("outcome") == "done"
    try:
        close_task(
            task_id=task_id,
            is_done=is_done,
            reason=request.POST.get("reason", ""),
            by=request.user.pk,
            at=timezone.now(),
        )
    except ManualTask.DoesNotExist:
        return HttpResponse(status=404)
    except DomainError as refusal:
        messages.error(request, f"{refusal} {refusal.mend}")
    else:
        messages.success(request, _("Closed. What waited for it goes on."))
    return redirect("staff-network-tasks")


def _refused(status: int, code: str, message: str) -> JsonResponse:
    return JsonResponse({"code": code, "reason": message, "message": message}, status=status)


def _title(task: TaskCard) -> str:
    verb = {
        "reserve": _("Prepare"),
        "activate": _("Switch on"),
        "suspend": _("Block"),
        "resume": _("Open again"),
        "swap": _("Move to a new SIM"),
        "change_plan": _("Change the plan"),
        BRING: _("Bring a number over to"),
        "terminate": _("End"),
    }[task.verb]
    return f"{verb}: {show_number(task.e164)}"


def _waiting(task: TaskCard) -> dict:
    particulars = [*_of_number(task), f"ICCID {task.iccid}"]
    particulars += [f"IMSI {task.imsi}"] if task.imsi else []
    particulars += [_("plan %(plan)s") % {"plan": task.plan}] if task.plan else []
    since = _("waiting since %(when)s") % {"when": moment_text(task.asked_at)}
    title = _title(task)
    return {
        "id": task.id,
        "title": title,
        "particulars": ", ".join([*particulars, since]),
        "dialog_id": f"failed-{task.id}",
        "done_hint": _("Done: %(what)s") % {"what": title},
    }


def _of_number(task: TaskCard) -> list[str]:
    """Say which number is to be brought, from whom, under which account and on which day."""
    if task.verb != BRING or not task.particulars:
        return []
    told = task.particulars
    number = {"number": show_number(told["e164"]), "operator": told["operator"]}
    return [
        _("%(number)s from %(operator)s") % number,
        _("account %(account)s") % {"account": told["account"]},
        _("on %(day)s") % {"day": date_text(date.fromisoformat(told["wanted_on"]))},
    ]


def _late(number: LateNumber) -> dict:
    """Say of a number that waits too long for whom, and since when."""
    who = {US: _("us"), OPERATOR: number.operator, DAY: _("the network")}[number.waits_for]
    told = {"who": who, "since": moment_text(number.since), "shop": number.shop}
    about = {"number": show_number(number.e164), "operator": number.operator}
    return {
        "title": _("%(number)s from %(operator)s") % about,
        "text": _("Waits for %(who)s since %(since)s, at %(shop)s.") % told,
        "day": date_text(number.moves_on),
    }


def _closed(task: TaskCard) -> dict:
    when = moment_text(task.closed_at)
    return {
        "title": _title(task),
        "outcome": f"{when}. {task.reason}" if task.reason else when,
        "badge": _("Done") if task.is_done else _("Failed"),
        "tone": "good" if task.is_done else "bad",
    }
