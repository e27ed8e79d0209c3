"""A version that was just signed and holds from a later day is taken back by one press."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from ambassadors.program.models import Retraction
from ambassadors.program.queries import latest_programme, programme_at
from ambassadors.program.usecases.publish_default_programme import publish_default_programme
from ambassadors.program.usecases.publish_programme import publish_programme
from ambassadors.program.usecases.take_programme_back import (
    TooLateToTakeBack,
    take_programme_back,
)
from kith.audit.models import AuditEntry
from kith.wall import in_public
from tests.at_once import taken_away, together
from tests.clock import NOON
from tests.factories.accounts import a_person, sign_in

WRITER, OTHER = uuid4(), uuid4()
WEEK, MINUTES = timedelta(days=7), timedelta(minutes=1)


def published(lines, *, at=NOON, starts_at=NOON + WEEK):
    return publish_programme(
        thresholds={("operator", "active_lines"): lines},
        starts_at=starts_at,
        by=WRITER,
        note="A gentler step",
        at=at,
    )


@pytest.fixture
def first(public):
    return publish_default_programme(at=NOON - WEEK)


def lines_asked(programme):
    return programme.tiers.get(code="operator").criteria.get(code="active_lines").threshold


def taken_back():
    return AuditEntry.objects.filter(action="programme.taken_back")


def test_what_stood_before_stands_again_and_the_number_is_not_given_twice(first):
    second = published(80)

    for _ in range(2):
        stays = take_programme_back(version=2, by=OTHER, at=NOON + 5 * MINUTES)

    assert stays == first
    assert programme_at(at=NOON + 2 * WEEK) == first
    assert Retraction.objects.get().programme == second
    assert taken_back().get().actor_id == OTHER
    third = published(70, at=NOON + 6 * MINUTES)
    assert (third.version, lines_asked(third)) == (3, 70)
    assert latest_programme(at=NOON) == third


@pytest.mark.parametrize(
    ("starts_at", "at"),
    [
        (NOON + WEEK, NOON + 10 * MINUTES),
        # It holds already, or holds by now.
        (NOON, NOON + MINUTES),
        (NOON + 3 * MINUTES, NOON + 3 * MINUTES),
    ],
)
def test_too_late_changes_nothing(first, starts_at, at):
    published(80, starts_at=starts_at)

    with pytest.raises(TooLateToTakeBack):
        take_programme_back(version=2, by=WRITER, at=at)

    assert latest_programme(at=at).version == 2
    assert not taken_back()
    assert not Retraction.objects.exists()


def test_what_another_version_builds_on_and_the_first_one_stay(first):
    published(80)
    published(70, at=NOON + MINUTES)

    for version in (1, 2):
        with pytest.raises(TooLateToTakeBack):
            take_programme_back(version=version, by=WRITER, at=NOON + 2 * MINUTES)

    assert not Retraction.objects.exists()


def test_the_page_offers_it_to_who_may_sign_and_says_what_became_of_it(first, client_for):
    now = timezone.now()
    published(80, at=now, starts_at=now + WEEK)
    door, page = "/staff/programme/2/retraction/", "/staff/programme/"
    approver = sign_in(client_for(None), a_person(role="approver"))
    finance = sign_in(client_for(None), a_person(role="finance"))

    assert door in approver.get(page).text
    assert door not in finance.get(page).text
    assert finance.post(door).status_code == 403
    answer = approver.post(door, follow=True).text

    assert "Version 2 is taken back. The rules stay those of version 1." in answer
    assert "taken back" in answer
    assert door not in answer
    assert approver.post("/staff/programme/9/retraction/").status_code == 404


@pytest.mark.fault
def test_eight_at_once_take_it_back_once(house):
    with taken_away("public", apps="program|audit|outbox"):
        with in_public():
            publish_default_programme(at=NOON - WEEK)
            latest = published(80)

        together(
            in_public,
            lambda _number: take_programme_back(
                version=latest.version, by=WRITER, at=NOON + MINUTES
            ),
        )

        with in_public():
            assert Retraction.objects.count() == 1
            assert taken_back().count() == 1
