"""Tables that sort by links and become two-line rows on a phone, and their pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django import template
from django.core.paginator import Page
from django.utils.html import format_html

from kith.ui.components.building import query_with
from kith.ui.components.values import looked_up, shown
from kith.ui.formats import local
from kith.ui.ordering import PARAMETER
from kith.ui.shapes import Column, Link
from kith.ui.spreadsheets import FORMAT as CSV
from kith.ui.spreadsheets import PARAMETER as AS

register = template.Library()


@register.inclusion_tag("components/table.html", takes_context=True)
def table(
    context: template.Context,
    *,
    caption: str,
    columns: Sequence[Column],
    rows: Iterable[Any],
    empty: str,
    is_caption_hidden: bool = False,
    row_href: str = "",
) -> dict[str, Any]:
    """
    Rows and columns; `row_href` names the value a row leads to, else its one link does.

    On a phone the whole of a row that leads somewhere is to be pressed.
    """
    places = _places(columns)
    return {
        "caption": caption,
        "is_caption_hidden": is_caption_hidden,
        "heads": _heads(context, columns),
        "rows": [_cells(row, columns, places, row_href) for row in rows],
        "empty": empty,
        "width": len(columns),
    }


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context: template.Context, *, page: Page, label: str) -> dict[str, Any]:
    """The pages of a list; the rest of the address stays."""
    numbers = [
        {
            "number": number,
            "href": query_with(context, page=str(number)) if isinstance(number, int) else "",
            "is_current": number == page.number,
        }
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
    before = query_with(context, page=str(page.number - 1)) if page.has_previous() else ""
    after = query_with(context, page=str(page.number + 1)) if page.has_next() else ""
    return {
        "label": label,
        "numbers": numbers,
        "before": before,
        "after": after,
        "number": page.number,
        "all": page.paginator.num_pages,
    }


@register.inclusion_tag("components/csv_link.html", takes_context=True)
def csv_link(context: template.Context, *, address: str = "") -> dict[str, Any]:
    """The list of this page as a file, searched and sorted as it stands; or another address."""
    return {"href": f"{address}{query_with(context, **{AS: CSV}, page=None)}"}


def _heads(context: template.Context, columns: Sequence[Column]) -> list[dict[str, Any]]:
    request = context.get("request")
    current = request.GET.get(PARAMETER, "") if request else ""
    heads = []
    for column in columns:
        up, down = current == column.key, current == f"-{column.key}"
        wanted = f"-{column.key}" if up else column.key
        heads.append(
            {
                "label": column.label,
                "kind": column.kind,
                "is_wide_only": column.is_wide_only,
                "href": query_with(context, sort=wanted, page=None) if column.is_sortable else "",
                "sorted": "ascending" if up else "descending" if down else "none",
                "icon": "arrow-up" if up else "arrow-down" if down else "arrow-up-down",
            }
        )
    return heads


@dataclass(frozen=True)
class _Place:
    """Where a cell stands in a row on a phone, and whether its label stands before it."""

    name: Literal["title", "fact", "end", "tag", "off"]
    is_named: bool = False


def _places(columns: Sequence[Column]) -> list[_Place]:
    title = (
        _first(columns, lambda column: column.on_phone == "title")
        or _first(columns, lambda column: column.kind == "strong")
        or columns[0]
    )
    rest = [column for column in columns if column is not title and not column.is_wide_only]
    amount = _first(rest, _is_amount)
    badge = _first(rest, lambda column: column.kind == "badge")
    kinds = Counter(
        "date" if column.kind in ("date", "when") else column.kind
        for column in rest
        if column not in (amount, badge)
    )
    places = []
    for column in columns:
        if column is title:
            places.append(_Place("title"))
        elif column.is_wide_only:
            places.append(_Place("off"))
        elif column is amount:
            places.append(_Place("end"))
        elif column is badge:
            places.append(_Place("tag" if amount else "end"))
        else:
            is_one_of_two = column.kind in ("date", "when") and kinds["date"] > 1
            says_little = column.kind in ("number", "money") or column.on_phone == "named"
            places.append(_Place("fact", says_little or is_one_of_two))
    return places


def _first(columns: Sequence[Column], fits: Callable[[Column], bool]) -> Column | None:
    return next(filter(fits, columns), None)


def _is_amount(column: Column) -> bool:
    return column.on_phone == "end" or (column.kind == "money" and not column.on_phone)


def _cells(
    row: Any, columns: Sequence[Column], places: Sequence[_Place], row_href: str
) -> list[dict[str, Any]]:
    values = [looked_up(row, column.key) for column in columns]
    links = [value for value in values if isinstance(value, Link)]
    cells = []
    for column, place, value in zip(columns, places, values, strict=True):
        if column.kind == "date" and isinstance(value, datetime):
            value = local(value).date()
        html = shown(value)
        href = looked_up(row, row_href) if row_href and place.name == "title" else ""
        if not row_href and links == [value]:
            href, html = value.href, shown(value.text)
        cells.append(
            {
                "label": column.label,
                "kind": column.kind,
                "place": place.name,
                "is_named": place.is_named,
                "is_empty": value in (None, ""),
                "html": format_html('<a class="row-link" href="{}">{}</a>', href, html)
                if href
                else html,
            }
        )
    return cells
