"""Context processors: navigation by face, and the reader's look."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpRequest

from kith.ui.navigation import NavLink, nav_links

THEME_COOKIE = "kith_theme"
THEMES = ("light", "dark")


class Navigation:
    """The faces' links; only the face a layout shows is worked out."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def shop(self) -> list[NavLink]:
        return nav_links(face="shop", request=self._request)

    @cached_property
    def my(self) -> list[NavLink]:
        return nav_links(face="my", request=self._request)

    @cached_property
    def desk(self) -> list[NavLink]:
        return nav_links(face="desk", request=self._request)

    @cached_property
    def staff(self) -> list[NavLink]:
        return nav_links(face="staff", request=self._request)

    @cached_property
    def network(self) -> list[NavLink]:
        return nav_links(face="network", request=self._request)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """
    Give each face's links, and the theme the reader chose; empty is the device's.

    A page that answers a form says so, for the script that looks after it.
    """
    theme = request.COOKIES.get(THEME_COOKIE, "")
    return {
        "nav": Navigation(request),
        "theme": theme if theme in THEMES else "",
        "answers_form": request.method == "POST",
    }
