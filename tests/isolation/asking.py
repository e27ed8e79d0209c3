"""Visitors at every door, what they are told, and what it left behind."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.test import Client
from django.urls import reverse

from kith.wall import TenantRef, in_public, in_tenant
from tenants.accounts.models import Person
from tenants.accounts.sessions import SessionStore
from tests.conftest import HostClient
from tests.factories.accounts import sign_in
from tests.isolation.route import Route, Word
from tests.isolation.walk import URLCONFS

# Written by the asking itself: who is signed in where.
NOT_COUNTED = {"accounts.Session"}


@dataclass(frozen=True)
class Answer:
    """What a visitor was told; a view that broke is told as 500 with its error."""

    status: int
    location: str = ""
    body: bytes = b""
    content_type: str = ""
    error: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def kept(self) -> str:
        """How long whose cache may keep it."""
        return self.headers.get("Cache-Control", "")

    @property
    def leads_to_sign_in(self) -> bool:
        """A page leads there; the API says that it must know who asks."""
        return self.status == 401 or (
            self.status == 302 and self.location.startswith(reverse("account_login"))
        )

    def __str__(self) -> str:
        return " ".join(part for part in (str(self.status), self.location, self.error) if part)


@dataclass(frozen=True)
class Visitor:
    """Somebody at one host, signed in there or not."""

    shop: TenantRef | None
    cookies: dict[str, str] = field(default_factory=dict)

    def browser(self) -> Client:
        """Return a fresh browser that carries nothing but who this is."""
        host = f"{self.shop.slug}.{settings.NETWORK_HOST}" if self.shop else settings.NETWORK_HOST
        browser = HostClient(headers={"host": host})
        browser.cookies.load(self.cookies)
        return browser

    def speaking(self, language: str) -> Visitor:
        """Return the same visitor, who chose a language."""
        return Visitor(self.shop, self.cookies | {settings.LANGUAGE_COOKIE_NAME: language})

    @contextmanager
    def asks(self, method: str, url: str, **form: str) -> Iterator[Answer]:
        """Ask for a page; what the asking changed is seen inside and taken back after."""
        with in_public(), transaction.atomic():
            yield self._answer(method, url, form)
            transaction.set_rollback(True)

    def answer(self, method: str, url: str, **form: str) -> Answer:
        """Return what is said; what the asking changed is taken back."""
        with self.asks(method, url, **form) as said:
            return said

    def _answer(self, method: str, url: str, form: dict[str, str]) -> Answer:
        send: Any = getattr(self.browser(), method.lower())
        try:
            with transaction.atomic():
                said = send(url, form)
        except Exception as error:
            return Answer(500, error=f"{type(error).__name__}: {error}")
        body = b"".join(said) if said.streaming else said.content
        kind = said.headers.get("Content-Type", "")
        location = said.headers.get("Location", "")
        return Answer(said.status_code, location, body, kind, headers=dict(said.headers))


def visitor(shop: TenantRef | None, person: Person | None = None) -> Visitor:
    """Return somebody at a host; a person comes with a session opened there."""
    nobody = Visitor(shop)
    if person is None:
        return nobody
    key = sign_in(nobody.browser(), person, shop).cookies[settings.SESSION_COOKIE_NAME].value
    with in_public():
        session = SessionStore(key, tenant_id=shop.uuid if shop else None)
        # What the library asks before it shows keys: the password once more, a moment ago.
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [
            {"method": method, "at": time.time(), "reauthenticated": True}
            for method in ("password", "mfa")
        ]
        session.save()
    return Visitor(shop, {settings.SESSION_COOKIE_NAME: key})


def address(host: str, name: str, route: Route, objects: dict[str, object]) -> str:
    """Return where a door stands for those objects."""
    kwargs = {
        key: noun if isinstance(noun, Word) else objects[noun] for key, noun in route.names.items()
    }
    return reverse(name, urlconf=URLCONFS[host], kwargs=kwargs)


def everything_of(tenant: TenantRef) -> dict[str, list[tuple]]:
    """Return every row of a shop, and every row of the shared side."""
    with in_public():
        rows = {f"shared {name}": found for name, found in _rows("public")}
    with in_tenant(tenant):
        return rows | {f"own {name}": found for name, found in _rows("tenant")}


def _rows(side: str) -> Iterator[tuple[str, list[tuple]]]:
    for model in apps.get_models():
        sides = settings.SIDES.get(model._meta.app_label, frozenset({"public"}))
        if side in sides and model._meta.managed and model._meta.label not in NOT_COUNTED:
            yield model._meta.label, list(_in_order(model))


def _in_order(model: type[models.Model]) -> Any:
    return model._base_manager.order_by("pk").values_list()
