"""Theme and language: one link, one cookie, back to the page, and nowhere else."""

import pytest
from django.test import RequestFactory

from kith.ui.context import navigation
from kith.ui.web import views


def asked(address: str, **cookies: str):
    request = RequestFactory().get(address)
    request.COOKIES.update(cookies)
    return request


def test_a_theme_is_kept_and_the_page_comes_back():
    answer = views.theme(asked("/ui/theme/dark/?next=/plans/%3Fq%3D1"), "dark")

    assert answer.cookies["kith_theme"].value == "dark"
    assert answer.headers["Location"] == "/plans/?q=1"


@pytest.mark.parametrize("theme", ["device", "neon"])
def test_any_other_theme_leaves_it_to_the_device(theme):
    answer = views.theme(asked(f"/ui/theme/{theme}/"), theme)

    assert answer.cookies["kith_theme"]["max-age"] == 0


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:1"])
def test_the_way_back_never_leaves_the_host(target):
    assert views.theme(asked(f"/?next={target}"), "dark").headers["Location"] == "/"


def test_a_language_kith_does_not_speak_is_not_kept(settings):
    assert settings.LANGUAGE_COOKIE_NAME in views.language(asked("/"), "es").cookies
    assert not views.language(asked("/"), "tlh").cookies


def test_a_page_hears_the_theme_only_if_it_is_one():
    assert navigation(asked("/", kith_theme="dark"))["theme"] == "dark"
    assert navigation(asked("/", kith_theme="neon"))["theme"] == ""
