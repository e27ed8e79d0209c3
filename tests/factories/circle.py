"""Circles, their members and invitations."""

from datetime import timedelta
from uuid import UUID, uuid4

from ambassadors.circle.models import HealthWeek, Invitation, Member
from ambassadors.circle.rings import hold_circle
from ambassadors.circle.usecases.invite_friend import invite_friend
from ambassadors.circle.usecases.join_circle import join_circle
from tests.clock import NOON


def an_invitation(*, name: str = "Jo", sent_to: str = "") -> Invitation:
    return invite_friend(name=name, sent_to=sent_to, at=NOON)


def a_member(*, name: str = "Jo Pala", person_id: UUID | None = None) -> Member:
    return join_circle(person_id=person_id or uuid4(), name=name, at=NOON)


def members(count: int) -> None:
    """Fill the circle without asking for room each time."""
    Member.objects.bulk_create(
        Member(person_id=uuid4(), name=f"Member {n}", came_at=NOON, joined_at=NOON)
        for n in range(count)
    )


def healthy_weeks(count: int, *, percent: int = 90) -> None:
    """Weeks of health up to now, each named by its Monday."""
    monday = NOON.date() - timedelta(days=NOON.weekday())
    circle = hold_circle(at=NOON)
    for n in range(count):
        circle.keep_week(
            HealthWeek(
                week_on=monday - timedelta(weeks=n),
                active_lines=percent,
                served_lines=100,
                percent=percent,
                measured_at=NOON,
            )
        )
    circle.save(update_fields=["weeks"])
