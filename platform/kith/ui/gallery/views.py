"""The gallery: every component in every state, and a sample page of each layout."""

from __future__ import annotations

from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import Context, engines
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from kith.ui.components.building import Example
from kith.ui.gallery.examples import EXAMPLES
from kith.ui.gallery.samples import SAMPLES


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    shown = [
        {
            "component": component,
            "examples": [
                {"name": example.name, "source": example.source, "html": drawn(example, request)}
                for example in examples
            ],
        }
        for component, examples in groupby(EXAMPLES, key=lambda example: example.component)
    ]
    return render(request, "gallery/index.html", {"shown": shown, "samples": sorted(SAMPLES)})


@require_safe
def sample(request: HttpRequest, face: str) -> HttpResponse:
    if face not in SAMPLES:
        raise Http404(face)
    return render(request, f"gallery/{face}.html", SAMPLES[face]())


def drawn(example: Example, request: HttpRequest | None = None) -> SafeString:
    """Return one example, rendered as a page would."""
    template = engines["django"].engine.from_string("{% load ui %}" + example.source)
    return template.render(Context({"request": request, **example.context()}))
