"""The one view behind every resource: a list, one thing, and where it is taken, a new one."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, ClassVar, NoReturn

from django.db.models import Q, QuerySet
from django.http import HttpResponseBase
from django.urls import URLPattern, path
from rest_framework import exceptions
from rest_framework.generics import get_object_or_404
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet

from kith.api.looking import EXACT, Look
from kith.api.reading import Question, links, looks, read_list, read_one, select
from kith.api.throttling import RefusedThrottle
from kith.errors import DomainError

# What an address of one thing does.
ONE: Mapping[str, str] = MappingProxyType({"get": "retrieve"})


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
    # What a list is narrowed to in a member that nobody looked for.
    unasked: ClassVar[Mapping[str, str]] = {}
    # By what its use-cases refuse.
    refusals: ClassVar[tuple[type[DomainError], ...]] = ()
    # Whether one thing is answered by its members; a paper is not.
    has_members = True

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """
        Let through what is for this address; what a method is for is no secret to anybody.

        :raises MethodNotAllowed: before anybody is asked who they are
        """
        if self.action is None:
            raise exceptions.MethodNotAllowed(request.method)
        if self.action != "metadata":
            super().initial(request, *args, **kwargs)

    def perform_authentication(self, request: Request) -> None:
        """
        Find out who asks.

        :raises AuthenticationFailed: what was shown is not good here
        :raises Throttled: and that too often
        """
        try:
            super().perform_authentication(request)
        except exceptions.AuthenticationFailed:
            self._count_refused(request)
            raise

    def permission_denied(self, request: Request, *args: Any, **kwargs: Any) -> NoReturn:
        """
        Refuse somebody.

        :raises NotAuthenticated: they have shown nothing
        :raises PermissionDenied: they are known, and may not
        :raises Throttled: strangers, too often
        """
        if not request.user.is_authenticated:
            self._count_refused(request)
        super().permission_denied(request, *args, **kwargs)

    def _count_refused(self, request: Request) -> None:
        throttle = RefusedThrottle()
        if not throttle.allow_request(request, self):
            self.throttled(request, throttle.wait())

    def options(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        """Answer which methods are for this address."""
        return Response(status=204)

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
        known = looks(shape, rows)
        question = read_list(query, shape, known)
        rows = rows.filter(question.wanted, *self._narrowed(question, known))
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

    def retrieve(self, request: Request, **kwargs: Any) -> HttpResponseBase:
        """Answer one thing; another's, and another tenant's, is not there."""
        shape = self.get_serializer()
        row = self.one(**kwargs)
        question = read_one(request.META.get("QUERY_STRING", ""), shape)
        return Response(select(shape.to_representation(row), question.fields))

    def one(self, **kwargs: Any) -> Any:
        """
        Return the row that the address names.

        :raises Http404: there is none that whoever asks may see
        """
        return get_object_or_404(self.seen(self.rows()), **{self.lookup_field: kwargs["id"]})

    def _narrowed(self, question: Question, known: Mapping[str, Look]) -> Iterator[Q]:
        for member, word in self.unasked.items():
            if member not in question.paths:
                yield known[member].condition(EXACT, word)


def addresses(base: str, resource: type[Resource], *, name: str, id: str) -> list[URLPattern]:
    """Return a resource's two addresses; `id` is the kind of its ids, a path converter."""
    listed = {"get": "list"} | ({"post": "create"} if hasattr(resource, "create") else {})
    return [
        address(base, resource, name=f"{name}-list", actions=listed),
        address(f"{base}/<{id}:id>", resource, name=name),
    ]


def address(
    route: str, resource: type[Resource], *, name: str, actions: Mapping[str, str] = ONE
) -> URLPattern:
    """Return one address of a resource, and what its methods do there."""
    view = resource.as_view(dict(actions))
    # Said on the view, so that a test can hold every route against its table.
    view.required_permission = None if "GET" in resource.open_to_anybody else "signed-in"
    return path(route, view, name=name)
