"""The API told in OpenAPI: made from the same shapes that make the answers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from kith.api.codes import CODES, of_refusals
from kith.api.entrance import REQUEST_ID
from kith.api.looking import Look
from kith.api.reading import LARGEST_PAGE, PAGE, looks
from kith.api.requests import PASSED_OVER

READ = {
    "400": "The question cannot be read.",
    "401": "The token or the session is not good here.",
    "403": "Not with this token, or not by this person.",
    "404": "There is nothing of that address here.",
    "405": "The method is not for this address.",
    "406": "The answer is JSON and nothing else.",
    "414": "The question is too long.",
    "429": "Asked for too often; Retry-After says how long to wait.",
    "500": "Our fault, and not yours.",
}
WRITE = READ | {
    "409": "The shop refuses, and says why.",
    "413": "The body is too large.",
    "415": "The body has to be JSON.",
}
COUNTS = {
    "X-Total-Count": ("How many there are in all.", "integer"),
    "X-Result-Count": ("How many of them are in this answer.", "integer"),
    "Link": ("Where the first, previous, next and last page begin.", "string"),
}

COMPARISONS = {
    ".gt": "greater, or later",
    ".gte": "greater or equal, or later or then",
    ".lt": "less, or earlier",
    ".lte": "less or equal, or earlier or then",
}
NAMED = {REQUEST_ID: ("The name of the request: yours if you gave one, else ours.", "string")}
PLACE = {"Location": ("Where the new one is served.", "string")}
REPEATED = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "maxLength": 200},
    OpenApiParameter.HEADER,
    description="A UUID of yours: the same request sent again with it is done once.",
)


class ErrorShape(serializers.Serializer):
    """Every refusal, whoever refuses."""

    code = serializers.CharField(
        help_text="Stable, for programs: " + ", ".join(told.code for told in CODES) + "."
    )
    reason = serializers.CharField(help_text="What is wrong.")
    message = serializers.CharField(help_text="What to do now.")
    status = serializers.CharField(help_text="The status of the answer.")

    def get_fields(self) -> dict[str, Any]:
        """Return the members, the standard's type among them."""
        return super().get_fields() | {"@type": serializers.CharField()}


class ResourceSchema(AutoSchema):
    """What every resource has in common: its questions, its counts, its refusals."""

    def get_tags(self) -> list[str]:
        """Group by resource."""
        return [self.path.strip("/").split("/")[3]]

    def get_operation_id(self) -> str:
        """Return a name as the standard has it: listProductOrder."""
        verb = {"POST": "create"}.get(self.method, "list" if self._is_list_view() else "retrieve")
        resource = self.get_tags()[0]
        return f"{verb}{resource[0].upper()}{resource[1:]}"

    def _get_serializer_name(self, serializer: Any, *args: Any, **kwargs: Any) -> str:
        # Readers of the document know the standard's names, not the class that draws a thing.
        own: str = super()._get_serializer_name(serializer, *args, **kwargs)
        said = getattr(serializer, "drawn_as", "") or getattr(serializer, "tmf_type", "")
        return said or own.removesuffix("Shape")

    def get_auth(self) -> list[dict[str, list[str]]]:
        """Return the ways in; an open method has none as well."""
        is_open = self.method in self.view.open_to_anybody
        return [{"token": []}, {"session": []}, *([{}] if is_open else [])]

    def get_override_parameters(self) -> list[Any]:
        """Return what may be asked in the query string."""
        fields = _text(
            "fields", "Only these members, with commas between; id and href always come."
        )
        if self.view.action == "create":
            return [fields, REPEATED]
        if self.view.action != "list":
            return [fields] if self.view.has_members else []
        known = looks(self.view.get_serializer(), self.view.rows())
        return [
            fields,
            _whole("offset", "How many to pass over.", {"minimum": 0, "default": 0}),
            _whole(
                "limit",
                f"How many to answer, at most {LARGEST_PAGE}.",
                {"minimum": 0, "default": PAGE},
            ),
            OpenApiParameter(
                "sort",
                {"type": "array", "items": {"type": "string", "enum": _orders(known)}},
                description="In which order; a minus in front turns it round.",
                explode=False,
                style="form",
            ),
            *(
                parameter
                for path, look in known.items()
                for parameter in _looked_for(path, look, self.view.unasked.get(path))
            ),
        ]

    def get_operation(self, *args: Any, **kwargs: Any) -> dict[str, Any] | None:
        """Return the operation with what it refuses, and the counts of a list."""
        operation = super().get_operation(*args, **kwargs)
        if operation is None:
            return None
        error = self.resolve_serializer(ErrorShape, "response").ref
        for status, why in (WRITE if self.method == "POST" else READ).items():
            content = {"application/json": {"schema": error}}
            operation["responses"][status] = {"description": why, "content": content}
        operation["responses"]["429"]["description"] += f" {rates()}"
        own = {"list": {"200": COUNTS}, "create": {"201": PLACE}}.get(self.view.action, {})
        for status, answer in operation["responses"].items():
            answer["headers"] = {
                name: {"description": about, "required": True, "schema": {"type": kind}}
                for name, (about, kind) in (own.get(status, {}) | NAMED).items()
            }
        if self.view.action == "create":
            passed = {"description": "What nothing followed from.", "schema": {"type": "string"}}
            operation["responses"]["201"]["headers"][PASSED_OVER] = passed
            codes = ", ".join(told.code for told in of_refusals(self.view.refusals))
            operation["responses"]["409"]["description"] += f" Its codes: {codes}."
        return operation


def rates() -> str:
    """Say how often one may ask, in the reader's language."""
    found = settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"]
    of = {name: rate.partition("/")[0] for name, rate in found.items()}
    return _(
        "In one minute: %(guest)s questions from one address, %(person)s from one person,"
        " %(write)s that write, %(refused)s refused for want of a good token."
    ) % {name: of[name] for name in ("guest", "person", "write", "refused")}


@lru_cache(maxsize=2)
def document(urlconf: str) -> dict[str, Any]:
    """Return the whole document; it is the same for every shop."""
    # Kept for whoever asks next: in the language of the standard, not of whoever asked first.
    with override("en"):
        return SchemaGenerator(urlconf=urlconf).get_schema(request=None, public=True)


@require_safe
def schema(request: HttpRequest) -> HttpResponse:
    """Give the document to programs."""
    return JsonResponse(document(request.urlconf))


def _orders(known: dict[str, Look]) -> list[str]:
    ordered = [path for path, look in known.items() if look.column]
    return [f"{sign}{path}" for path in ordered for sign in ("", "-")]


def _looked_for(path: str, look: Look, unasked: str | None) -> Iterator[OpenApiParameter]:
    about = "Only what has this value; several with commas between."
    if look.is_compared:
        about += f" {path}.gt, .gte, .lt and .lte compare."
    choices = [*look.choices] or None
    yield OpenApiParameter(path, look.kind, description=about, enum=choices, default=unasked)
    if look.is_compared:
        for word, meaning in COMPARISONS.items():
            yield OpenApiParameter(
                f"{path}{word}", look.kind, description=f"Only what is {meaning}."
            )


def _text(name: str, about: str) -> OpenApiParameter:
    return OpenApiParameter(name, OpenApiTypes.STR, description=about)


def _whole(name: str, about: str, bounds: dict[str, int]) -> OpenApiParameter:
    return OpenApiParameter(name, {"type": "integer", **bounds}, description=about)
