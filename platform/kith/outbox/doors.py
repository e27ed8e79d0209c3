"""What the outbox opens to the whole house: failed events, and work at set times."""

from collections.abc import Iterator
from datetime import datetime

from celery.schedules import crontab
from django.utils import timezone
from django.utils.translation import gettext, ngettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from kith.doors import Doors, Job, Obstacle, Row, Waiting
from kith.outbox.jobs import JobDue, states_of_jobs
from kith.outbox.queries import parked_count, undelivered_count
from kith.outbox.retention import LETTERS, TURNS
from kith.ui.navigation import NavItem
from kith.wall import TenantRef


def late_job_count() -> int:
    """Count the scheduled jobs that should have been done by now."""
    return sum(job.is_overdue for job in states_of_jobs(at=timezone.now()))


def events_under_way(*, tenant: TenantRef, at: datetime) -> Iterator[Row]:
    """Say how much of what happened in a shop is not dealt with."""
    if number := undelivered_count(tenant_id=tenant.uuid, but=JobDue.event_name):
        title = ngettext(
            "%(n)s event is not dealt with yet", "%(n)s events are not dealt with yet", number
        )
        yield Row(
            title=title % {"n": number},
            text=gettext("Wait a moment, or look at those that failed."),
            action=gettext("Review"),
        )


DOORS = Doors(
    mentions={
        "outbox.Letter.payload": "what happened, by ids, until it is swept after 90 days",
    },
    navigation={
        "staff": [
            NavItem(
                "staff-failed-events",
                _("Failed events"),
                "mail-warning",
                permission="events.retry",
                order=99,
            ),
            NavItem(
                "staff-jobs", _("Scheduled jobs"), "calendar", permission="jobs.read", order=100
            ),
        ],
    },
    permissions={"events.retry": {"staff"}, "jobs.read": {"staff"}},
    jobs=[
        Job(
            "sweep-letters",
            _("Drop events that were delivered long ago"),
            LETTERS.sweep,
            crontab(minute="*/10"),
        ),
        Job(
            "sweep-turns",
            _("Drop the notes of jobs that were done long ago"),
            TURNS.sweep,
            crontab(hour="4", minute="0"),
        ),
    ],
    obstacles=[Obstacle(events_under_way, order=90, url_name="staff-failed-events")],
    waiting=[
        Waiting(
            permission="jobs.read",
            count=late_job_count,
            url_name="staff-jobs",
            icon="calendar",
            title=ngettext_lazy(
                "%(n)s scheduled job is late", "%(n)s scheduled jobs are late", "n"
            ),
            text=_("What is done at set times was not done in time."),
            action=_("Review"),
            order=49,
        ),
        Waiting(
            permission="events.retry",
            count=parked_count,
            url_name="staff-failed-events",
            icon="mail-warning",
            title=ngettext_lazy("%(n)s event failed", "%(n)s events failed", "n"),
            text=_("It failed eight times, or waited three days, and now needs a person."),
            action=_("Review"),
            order=50,
        ),
    ],
)
