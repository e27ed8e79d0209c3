"""Pictures that say more than words: meters, paths, rings, charts, codes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import segno
from django import template
from django.utils.safestring import SafeString

from kith.money import Money
from kith.ui.charts import Point, plotted
from kith.ui.components.building import one_of
from kith.ui.ringpicture import ring_picture
from kith.ui.shapes import Criterion, SetupStep, TimelineStep

register = template.Library()
STEP_STATES = ("done", "now", "waiting", "failed")
SETUP_STATES = ("done", "now", "todo")
CRITERION_STATES = {"met": "check", "close": "circle-dot", "missing": "circle-dashed"}
QR_BORDER = 4


@register.inclusion_tag("components/meter.html")
def meter(
    *,
    label: str,
    value: float,
    maximum: float,
    text: str = "",
    note: str = "",
    tone: str = "brand",
) -> dict[str, Any]:
    """How much of a known whole; `text` says it in words."""
    one_of(tag="meter", argument="tone", value=tone, allowed=("brand", "good", "warn", "bad"))
    share = min(max(value / maximum, 0), 1) if maximum else 0
    return {
        "label": label,
        "value": value,
        "maximum": maximum,
        "text": text,
        "note": note,
        "tone": tone,
        "width": f"{100 * share:.2f}%",
    }


@register.inclusion_tag("components/timeline.html", takes_context=True)
def timeline(
    context: template.Context, *, steps: Iterable[TimelineStep], label: str
) -> dict[str, Any]:
    """What has happened, what happens now, and who acts next."""
    steps = list(steps)
    for step in steps:
        one_of(tag="timeline", argument="state", value=_read(step, "state"), allowed=STEP_STATES)
    return {"steps": steps, "label": label, "now": context.get("now")}


@register.inclusion_tag("components/steps.html")
def steps(*, steps: Iterable[SetupStep], label: str) -> dict[str, Any]:
    """A set-up in steps: what is done, what comes now."""
    steps = list(steps)
    for step in steps:
        one_of(tag="steps", argument="state", value=_read(step, "state"), allowed=SETUP_STATES)
    done = sum(_read(step, "state") == "done" for step in steps)
    return {"steps": steps, "label": label, "done": done, "all": len(steps)}


@register.inclusion_tag("components/criteria.html")
def criteria(*, criteria: Iterable[Criterion], label: str = "") -> dict[str, Any]:
    """What is asked, what is there, and how near it is."""
    rows = []
    for criterion in criteria:
        state = one_of(
            tag="criteria",
            argument="state",
            value=_read(criterion, "state"),
            allowed=CRITERION_STATES,
        )
        share = _read(criterion, "share")
        width = "" if share is None else f"{100 * min(max(share, 0), 1):.1f}%"
        rows.append({"criterion": criterion, "icon": CRITERION_STATES[state], "width": width})
    return {"rows": rows, "label": label}


@register.inclusion_tag("components/chart.html")
def chart(
    *,
    kind: str,
    title: str,
    points: Sequence[Point],
    unit: str = "",
    name: str = "",
    compare: Sequence[Point] | None = None,
    compare_name: str = "",
    target: float | Money | None = None,
    target_label: str = "",
) -> dict[str, Any]:
    """Numbers as bars or a line under a title that says the finding, and as a table."""
    one_of(tag="chart", argument="kind", value=kind, allowed=("bar", "line"))
    plot = plotted(kind=kind, points=points, compare=compare or (), unit=unit, target=target)
    return {
        "kind": kind,
        "title": title,
        "plot": plot,
        "name": name,
        "compare_name": compare_name,
        "target_label": target_label,
    }


@register.inclusion_tag("components/rings.html")
def rings(
    *, members: int, opened: int, label: str, note: str = "", is_capped: bool = True
) -> dict[str, Any]:
    """
    A circle's growth: a dot is a person, a ring is a size; one without a cap says no size.

    :raises ValueError: no ring has the opened size
    """
    return {
        "picture": ring_picture(members=members, opened=opened),
        "members": members,
        "opened": opened,
        "label": label,
        "note": note,
        "is_capped": is_capped,
    }


@register.inclusion_tag("components/qr.html")
def qr(*, content: str, label: str, caption: str = "") -> dict[str, Any]:
    """A code to scan, dark on white in both themes; its text stands beside it, to be copied."""
    drawn = segno.make(content, error="m", micro=False).svg_inline(
        omitsize=True, border=QR_BORDER, dark="#14110d", light="#ffffff", svgclass="qr-code"
    )
    return {
        "picture": SafeString(drawn),
        "label": label,
        "caption": caption,
    }


def _read(shape: Any, name: str) -> Any:
    return shape.get(name) if isinstance(shape, dict) else getattr(shape, name)
