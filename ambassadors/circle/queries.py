"""What others may ask about this shop's circle."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from ambassadors.circle.models import Invitation, Member
from ambassadors.circle.rings import (
    HEALTHY_PERCENT,
    HEALTHY_WEEKS,
    healthy_weeks,
    is_capped,
    size_after,
    the_circle,
)


@dataclass(frozen=True)
class CircleCard:
    """How large a circle is, how large it may be, and how well it is kept."""

    members: int
    waiting: int
    invited: int
    opened: int
    next_size: int | None
    is_capped: bool
    health_percent: int | None
    healthy_weeks: int
    weeks_needed: int = HEALTHY_WEEKS
    percent_needed: int = HEALTHY_PERCENT

    @property
    def room(self) -> int:
        """How many more friends may be invited now."""
        return max(0, self.opened - self.members - self.invited)

    @property
    def ring_note(self) -> str:
        """Say when the next ring opens, in the reader's language."""
        if not self.is_capped:
            return _("Your circle has no limit.")
        if self.next_size is None:
            return _("The widest ring is open.")
        return _(
            "%(size)s opens after %(needed)s weeks at %(percent)s %% or more; %(weeks)s so far."
        ) % {
            "size": self.next_size,
            "needed": self.weeks_needed,
            "percent": self.percent_needed,
            "weeks": self.healthy_weeks,
        }

    @property
    def may_open_ring(self) -> bool:
        is_kept_well = self.healthy_weeks >= self.weeks_needed
        return self.is_capped and self.next_size is not None and is_kept_well

    @property
    def has_health(self) -> bool:
        """Whether it was ever measured."""
        return self.health_percent is not None

    @property
    def is_full(self) -> bool:
        return self.is_capped and self.room == 0


def circle_card() -> CircleCard:
    """Return the state of this shop's circle."""
    circle, members = the_circle(), Member.objects.inside().count()
    opened, capped = circle.widest, is_capped()
    while not capped and opened < members and (wider := size_after(opened)):
        opened = wider
    return CircleCard(
        members=members,
        waiting=Member.objects.waiting().count(),
        invited=Invitation.objects.open().count(),
        opened=opened,
        next_size=size_after(opened),
        is_capped=capped,
        health_percent=circle.weeks[0].percent if circle.weeks else None,
        healthy_weeks=healthy_weeks(circle),
    )


def waiting_count() -> int:
    """Count the customers who are served and wait for room in the circle."""
    return Member.objects.waiting().count()


def is_member(*, person_id: UUID) -> bool:
    """Say whether somebody belongs to this circle."""
    return Member.objects.inside().filter(person_id=person_id).exists()
