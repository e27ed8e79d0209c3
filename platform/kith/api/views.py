"""The one view behind every resource: a list, one thing, and where it is taken, a new one."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import URLPattern, path
from rest_framework.generics import get_object_or_404
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet

from kith.api.reading import columns, links, read_list, read_one, select


class Known(BasePermission):
    """Let through whoever is signed in or carries a token; others only where a method is open."""

    def has_permission(self, request: Request, view: Any) -> bool:
        """Return whether the method is open, or the person known."""
        return request.method in view.open_to_anybody or request.user.is_authenticated


class MayWrite(BasePermission):
    """Let a token without the right to write only read."""

    message = "This token may only read."

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Return whether the method fits what the token was made for; sessions may do both."""
        is_read = request.method in ("GET", "HEAD")
        return is_read or request.auth is None or request.auth.may_write


class Resource(GenericViewSet, ABC):
    """
    One resource of TMF630.

    Says its shape (`serializer_class`), its rows, which of them somebody may see, the column of its
    id and its order. The rest is here, the same for all.
    """

    permission_classes: ClassVar[Any] = [Known, MayWrite]
    open_to_anybody: tuple[str, ...] = ()
    # The column that tells one row from another in an address, and how a list is ordered unasked.
    lookup_field = "pk"
    ordering: tuple[str, ...] = ("pk",)

    @abstractmethod
    def rows(self) -> QuerySet[Any]:
        """Return all there is in this tenant."""

    @abstractmethod
    def seen(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Return those of the rows that whoever asks may see."""

    def list(self, request: Request, **kwargs: Any) -> Response:
        """Answer a page of what is there, with counts of all and of the page."""
        rows = self.seen(self.rows())
        shape = self.get_serializer()
        query = request.META.get("QUERY_STRING", "")
        question = read_list(query, shape, columns(shape, rows))
        rows = rows.filter(question.wanted)
        total = rows.count()
        # A last column that no two rows share, so that pages never overlap.
        rows = rows.order_by(*(question.order or self.ordering), "pk")
        page = rows[question.offset : question.offset + question.limit]
        found = [select(shape.to_representation(row), question.fields) for row in page]
        path = request.build_absolute_uri(request.path)
        headers = {
            "X-Total-Count": str(total),
            "X-Result-Count": str(len(found)),
            "Link": links(path, query, question, total),
        }
        return Response(found, headers=headers)

    def retrieve(self, request: Request, **kwargs: Any) -> Response:
        """Answer one thing; another's, and another tenant's, is not there."""
        shape = self.get_serializer()
        row = get_object_or_404(self.seen(self.rows()), **{self.lookup_field: kwargs["id"]})
        question = read_one(request.META.get("QUERY_STRING", ""), shape)
        return Response(select(shape.to_representation(row), question.fields))


def addresses(base: str, resource: type[Resource], *, name: str, id: str) -> list[URLPattern]:
    """Return a resource's two addresses; `id` is the kind of its ids, a path converter."""
    listed = {"get": "list"} | ({"post": "create"} if hasattr(resource, "create") else {})
    needs = None if "GET" in resource.open_to_anybody else "signed-in"
    found = []
    for route, actions, own_name in (
        (base, listed, f"{name}-list"),
        (f"{base}/<{id}:id>", {"get": "retrieve"}, name),
    ):
        view = resource.as_view(actions)
        # Said on the view, so that a test can hold every route against its table.
        view.required_permission = needs
        found.append(path(route, view, name=own_name))
    return found
