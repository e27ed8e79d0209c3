"""Whoever buys joins; when the rings are full they are served and wait for room."""

from uuid import uuid4

import pytest

from ambassadors.circle.models import Member
from ambassadors.circle.queries import circle_card, is_member
from ambassadors.circle.rings import hold_circle, the_circle
from ambassadors.circle.usecases.join_circle import join_circle
from ambassadors.circle.usecases.measure_circle import measure_circle
from ambassadors.circle.usecases.open_next_ring import (
    NotHealthyLongEnough,
    WidestRingOpen,
    open_next_ring,
)
from kith.wall import in_tenant
from tests.clock import NOON
from tests.factories.circle import a_member, an_invitation, healthy_weeks, members
from tests.factories.workspace import an_operator


def test_joining_twice_keeps_one_member(acme):
    person = uuid4()
    first = join_circle(person_id=person, name="Jo", at=NOON)

    again = join_circle(person_id=person, name="Joanna", at=NOON.replace(hour=20))

    assert (again.pk, again.name, again.joined_at) == (first.pk, "Jo", NOON)
    assert is_member(person_id=person)


def test_buying_with_an_invited_address_accepts_the_invitation(acme):
    sent = an_invitation(name="Jo", sent_to="jo@example.org")

    member = join_circle(person_id=uuid4(), name="Jo", email="Jo@example.org", at=NOON)

    sent.refresh_from_db()
    assert (member.invitation, sent.accepted_at) == (sent, NOON)


def test_a_customer_beyond_the_rings_waits_and_keeps_their_order(acme):
    members(50)

    late = a_member(name="Fifty-first")

    assert (late.is_waiting, late.joined_at) == (True, None)
    assert (circle_card().members, circle_card().waiting, circle_card().room) == (50, 1, 0)


def test_a_healthy_circle_opens_the_next_ring_and_lets_them_in(acme):
    members(50)
    late = a_member(name="Fifty-first")
    healthy_weeks(12)

    size = open_next_ring(at=NOON)

    late.refresh_from_db()
    assert (size, late.joined_at, circle_card().opened) == (150, NOON, 150)


@pytest.mark.parametrize("missing", [0, 1, 6])
def test_a_week_nobody_measured_breaks_the_row(acme, missing):
    healthy_weeks(13)
    circle = the_circle()
    del circle.weeks[missing]
    circle.save()

    assert circle_card().healthy_weeks == (12 if missing == 0 else missing)


def test_nobody_waits_outside_an_operators_circle(acme, globex, drain_outbox):
    members(50)
    late = [a_member(name=name) for name in ("Fifty-first", "Fifty-second")]
    with in_tenant(globex):
        members(50)
        a_member(name="Late elsewhere")

    an_operator(acme)
    drain_outbox()

    assert [Member.objects.get(pk=member.pk).is_waiting for member in late] == [False, False]
    with in_tenant(globex):
        assert circle_card().waiting == 1


def test_a_circle_raised_before_lets_them_in_when_it_is_measured(acme):
    members(50)
    late = a_member(name="Fifty-first")
    operator = an_operator(acme)

    with in_tenant(operator):
        measure_circle(at=NOON)
        measure_circle(at=NOON)

    late.refresh_from_db()
    assert late.joined_at == NOON


@pytest.mark.parametrize(("weeks", "percent"), [(11, 90), (12, 74), (0, 90)])
def test_a_circle_not_kept_well_stays_as_it_is(acme, weeks, percent):
    healthy_weeks(weeks, percent=percent)

    with pytest.raises(NotHealthyLongEnough):
        open_next_ring(at=NOON)

    assert circle_card().opened == 50


def test_there_is_no_ring_after_the_widest(acme):
    circle = hold_circle(at=NOON)
    circle.open_ring(500, at=NOON)
    circle.save()
    healthy_weeks(12)

    with pytest.raises(WidestRingOpen):
        open_next_ring(at=NOON)


def test_circles_do_not_share_members(acme, globex):
    person = a_member().person_id

    with in_tenant(globex):
        assert not is_member(person_id=person)
        assert Member.objects.count() == 0
