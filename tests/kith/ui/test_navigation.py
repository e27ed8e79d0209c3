import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import path

from kith.ui import navigation
from kith.ui.navigation import NavItem, nav_links, register_nav

urlpatterns = [
    path("desk/", HttpResponse, name="desk-home"),
    path("desk/offers/", HttpResponse, name="desk-offers"),
    path("desk/team/", HttpResponse, name="desk-team"),
]


@pytest.fixture(autouse=True)
def _own_entries(monkeypatch, settings):
    monkeypatch.setattr(navigation, "_entries", {face: [] for face in navigation.FACES})
    settings.ROOT_URLCONF = __name__


def asked(address="/desk/"):
    request = RequestFactory().get(address)
    request.user = AnonymousUser()
    return request


def test_entries_stand_in_order_and_the_deepest_one_is_current():
    register_nav(face="desk", items=[NavItem("desk-offers", "Offers", "tag", order=20)])
    register_nav(face="desk", items=[NavItem("desk-home", "Today", "sun", order=10)])

    links = nav_links(face="desk", request=asked("/desk/offers/coast-10/"))

    assert [(link.label, link.is_current) for link in links] == [("Today", False), ("Offers", True)]


def test_a_page_that_is_not_there_or_not_allowed_has_no_entry():
    items = [
        NavItem("desk-home", "Today", "sun"),
        NavItem("desk-moon", "Moon", "moon"),
        NavItem("desk-team", "Team", "users", permission="team.edit"),
    ]
    register_nav(face="desk", items=items)

    assert [link.label for link in nav_links(face="desk", request=asked())] == ["Today"]


def test_the_same_page_again_replaces_its_entry():
    register_nav(face="desk", items=[NavItem("desk-home", "Today", "sun")])
    register_nav(face="desk", items=[NavItem("desk-home", "Now", "sun")])

    assert [link.label for link in nav_links(face="desk", request=asked())] == ["Now"]


def test_a_face_nobody_has_is_refused():
    with pytest.raises(KeyError):
        register_nav(face="moon", items=[])


def test_a_page_that_belongs_to_another_entry_marks_that_one():
    team = NavItem("desk-team", "Team", "users", order=20, also=("/desk/roles/",))
    register_nav(face="desk", items=[NavItem("desk-home", "Today", "sun"), team])

    links = nav_links(face="desk", request=asked("/desk/roles/teammate/"))

    assert [link.label for link in links if link.is_current] == ["Team"]
