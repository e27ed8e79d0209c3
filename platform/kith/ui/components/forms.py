"""Forms: a field with all that belongs to it, errors that say how to mend, filters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms, template
from django.forms import BoundField
from django.utils.translation import gettext as _

from kith.ui.ordering import PARAMETER
from kith.ui.shapes import Select

register = template.Library()


@register.inclusion_tag("components/field.html")
def field(
    *,
    field: BoundField,
    label: str = "",
    hint: str = "",
    inputmode: str = "",
    autocomplete: str = "",
    prefix: str = "",
    suffix: str = "",
    placeholder: str = "",
    is_wide: bool = False,
    has_focus: bool = False,
) -> dict[str, Any]:
    """A form's field with label, hint and error, joined for those who listen."""
    kind = _kind(field.field.widget)
    hint = hint or field.help_text
    described = _described(field, has_hint=bool(hint), affix=prefix or suffix)
    wanted = {
        "inputmode": inputmode,
        "autocomplete": autocomplete,
        "placeholder": placeholder,
        "autofocus": bool(has_focus),
        "aria-describedby": "" if kind == "choices" else described,
        "class": f"input input-{kind}",
    }
    attrs = {name: value for name, value in wanted.items() if value}
    return {
        "field": field,
        "kind": kind,
        "id": field.id_for_label,
        "base_id": field.auto_id or field.html_name,
        "label": label or field.label,
        "hint": hint,
        "errors": field.errors,
        "described": described,
        "prefix": prefix,
        "suffix": suffix,
        "is_wide": is_wide,
        "is_optional": not (field.field.required or kind == "check" or _is_asked(field)),
        "control": None if kind == "choices" else field.as_widget(attrs=attrs),
        "options": list(field.subwidgets) if kind == "choices" else [],
    }


@register.inclusion_tag("components/fields.html")
def fields(*, form: forms.BaseForm) -> dict[str, Any]:
    """Every field of a form, the hidden ones first."""
    return {"form": form}


@register.inclusion_tag("components/form_errors.html")
def form_errors(*, form: forms.BaseForm) -> dict[str, Any]:
    """What stands in the way, each with a link to the field that mends it."""
    wrong = {form[name]: texts for name, texts in form.errors.items() if name in form.fields}
    listed = [
        {"href": _anchor(field), "label": _led_in(str(field.label)), "text": text}
        for field, texts in wrong.items()
        for text in texts
        if not field.is_hidden
    ]
    general = list(form.non_field_errors())
    if any(field.is_hidden for field in wrong):
        # Nobody wrote what stands there, so nobody is told its name, or what is wrong with it.
        general.append(_("This page is out of date. Load it again and send it once more."))
    return {"general": general, "listed": listed}


def _is_asked(field: forms.BoundField) -> bool:
    """Say whether the form itself wants an answer to what its field may leave empty."""
    return getattr(field.field, "is_asked", False)


def _led_in(label: str) -> str:
    """Return a label as what is wrong follows it: a question stays one."""
    plain = label.rstrip(".: ")
    return plain if plain.endswith("?") else f"{plain}:"


@register.inclusion_tag("components/filter_bar.html", takes_context=True)
def filter_bar(
    context: template.Context,
    *,
    label: str,
    search_label: str = "",
    search_name: str = "q",
    search_value: str = "",
    selects: Sequence[Select] = (),
    target: str = "",
    kept: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """
    A search and some choices in the address; with `target` results move as you type.

    `kept` are choices made elsewhere on the page, as by tabs, that a search must not lose.
    """
    request = context.get("request")
    query: Mapping[str, str] = request.GET if request else {}
    path = request.path if request else ""
    is_filtered = bool(search_value) or any(select.value for select in selects)
    return {
        "label": label,
        "search_label": search_label,
        "search_name": search_name,
        "search_value": search_value,
        "selects": selects,
        "target": target,
        "action": path,
        "sort": query.get(PARAMETER, ""),
        "is_filtered": is_filtered,
        "kept": (kept or {}).items(),
        "plain_href": f"{path}?{urlencode(kept)}" if kept else path,
    }


def _kind(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    if isinstance(widget, forms.Select):
        return "select"
    if isinstance(widget, forms.Textarea):
        return "area"
    if isinstance(widget, forms.FileInput):
        return "file"
    return "text"


def _described(field: BoundField, *, has_hint: bool, affix: str) -> str:
    base = field.auto_id or field.html_name
    parts = {"affix": bool(affix), "hint": has_hint, "error": bool(field.errors)}
    return " ".join(f"{base}_{part}" for part, is_there in parts.items() if is_there)


def _anchor(field: BoundField) -> str:
    if _kind(field.field.widget) == "choices":
        return f"#{field.auto_id}_0"
    return f"#{field.id_for_label}"
