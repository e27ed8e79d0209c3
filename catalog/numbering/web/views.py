"""The staff's doors to the pools: how full they are, filling them, one number's story."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from catalog.numbering.queries import NumberHistory, number_history, pool_levels, sim_levels
from catalog.numbering.sim_csv import COLUMNS, SimFileUnreadable, read_sim_csv
from catalog.numbering.usecases.add_number_range import RangeDoubtful, add_number_range
from catalog.numbering.usecases.add_sim_batch import SimBatchRefused, add_sim_batch
from catalog.numbering.web.forms import RangeForm, SimBatchForm
from kith.errors import DomainError
from kith.permissions import requires
from kith.ui.shapes import Column, Tagged, TimelineStep

PAGE = "catalog/numbering/numbers.html"
# More wrong rows than that are mended better in the file than read on a page.
ROWS_SHOWN = 50


@require_GET
@requires("numbers.edit")
def numbers(request: HttpRequest) -> HttpResponse:
    """Show the pools, and the story of the number asked for."""
    return _page(request)


@require_POST
@requires("numbers.edit")
def ranges(request: HttpRequest) -> HttpResponse:
    """Add a range of numbers."""
    form = RangeForm(request.POST)
    if not form.is_valid():
        return _page(request, range_form=form, status=422)
    try:
        block = add_number_range(
            **{name: form.cleaned_data[name] for name in ("label", "first", "last", "warn_below")},
            is_doubt_settled=form.is_doubt_settled,
            at=timezone.now(),
        )
    except RangeDoubtful as doubt:
        form.ask()
        return _page(request, range_form=form, refusal=doubt, status=409)
    except DomainError as refusal:
        return _page(request, range_form=form, refusal=refusal, status=409)
    messages.success(request, _("%(count)d numbers are in the pool.") % {"count": block.size})
    return redirect("staff-numbers")


@require_POST
@requires("numbers.edit")
def sims(request: HttpRequest) -> HttpResponse:
    """Import a batch of SIMs from a CSV file."""
    form = SimBatchForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, sim_form=form, status=422)
    file = form.cleaned_data["file"]
    try:
        report = add_sim_batch(
            rows=read_sim_csv(file.read(), form=form.cleaned_data["form"]),
            batch=file.name[:80],
            at=timezone.now(),
        )
    except SimBatchRefused as refusal:
        rows = refusal.rows[:ROWS_SHOWN]
        return _page(request, sim_form=form, refusal=refusal, refused_rows=rows, status=409)
    except SimFileUnreadable as refusal:
        return _page(request, sim_form=form, refusal=refusal, status=409)
    messages.success(
        request,
        _("%(created)d SIMs added, %(unchanged)d were there already.")
        % {"created": report.created, "unchanged": report.unchanged},
    )
    return redirect("staff-numbers")


def _page(request: HttpRequest, *, status: int = 200, **words) -> HttpResponse:
    text = request.GET.get("number", "").strip()[:40]
    story = number_history(text=text, country="ES") if text else None
    levels, stock = pool_levels(), sim_levels()
    page = {
        "range_form": RangeForm(),
        "sim_form": SimBatchForm(),
        "sim_columns": ",".join(COLUMNS),
        "levels": [_level_row(level) for level in levels],
        "level_columns": _level_columns(),
        "sims": [_sim_row(level) for level in stock],
        "sim_table_columns": _sim_columns(),
        "low": [level.label for level in levels if level.is_low]
        + [_form(level.form) for level in stock if level.is_low],
        "text": text,
        "story": story,
        "story_steps": _steps(story) if story else [],
        "story_state": _state(story.state) if story else "",
        **words,
    }
    return render(request, PAGE, page, status=status)


def _form(form: str) -> str:
    return _("eSIM") if form == "esim" else _("SIM card")


def _state(state: str) -> str:
    return {
        "available": _("Free"),
        "assigned": _("In use"),
        "quarantined": _("In quarantine"),
        "left": _("With another operator"),
    }[state]


def _what(what: str) -> str:
    return {
        "added": _("Added to the pool"),
        # Numbers were set aside for a day before they were given out; their history says so.
        "reserved": _("Set aside"),
        "renewed": _("Set aside again"),
        "assigned": _("Given out"),
        "released": _("Given back"),
        "lapsed": _("Reservation ran out"),
        "quarantined": _("Put to rest"),
        "recycled": _("Free again"),
        "left": _("Gone to another operator"),
        "brought": _("Brought along by its holder"),
        "returned": _("Back with the operator of its range"),
    }.get(what, what)


def _steps(story: NumberHistory) -> list[TimelineStep]:
    return [TimelineStep(_what(line.what), "done", line.at, line.holder) for line in story.lines]


def _level_columns() -> list[Column]:
    return [
        Column("label", _("Range"), kind="strong"),
        Column("span", _("From, to"), is_wide_only=True),
        Column("available", _("Free"), kind="number"),
        Column("assigned", _("In use"), kind="number"),
        Column("quarantined", _("In quarantine"), kind="number", is_wide_only=True),
        Column("state", _("Level"), kind="badge"),
    ]


def _sim_columns() -> list[Column]:
    return [
        Column("form", _("Form"), kind="strong"),
        Column("available", _("Free"), kind="number"),
        Column("assigned", _("In use"), kind="number"),
        Column("retired", _("Retired"), kind="number", is_wide_only=True),
        Column("state", _("Level"), kind="badge"),
    ]


def _level(level) -> Tagged:
    return Tagged(_("Low"), "warn") if level.is_low else Tagged(_("Enough"), "good")


def _level_row(level) -> dict:
    return {
        "label": level.label,
        "span": level.span,
        "available": level.available,
        "assigned": level.assigned,
        "quarantined": level.quarantined,
        "state": _level(level),
    }


def _sim_row(level) -> dict:
    return {
        "form": _form(level.form),
        "available": level.available,
        "assigned": level.assigned,
        "retired": level.retired,
        "state": _level(level),
    }
