"""How long what the outbox wrote down is kept."""

from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet

from kith.outbox.models import Delivery, JobRun, Letter
from kith.retention import Retention, Rule


def finished_letters(*, before: datetime) -> QuerySet[Letter]:
    """Select letters posted before a moment that nobody has to deliver any more."""
    undone = Delivery.objects.filter(letter=OuterRef("pk"), done_at=None)
    return Letter.objects.filter(~Exists(undone), posted_at__lt=before, sorted_at__isnull=False)


def finished_turns(*, before: datetime) -> QuerySet[JobRun]:
    """Select turns of jobs that were done and due before a moment, the latest of each excepted."""
    # The latest says that the job is not new, and since when its turns are due.
    later = JobRun.objects.filter(name=OuterRef("name"), due_at__gt=OuterRef("due_at"))
    return JobRun.objects.filter(Exists(later), due_at__lt=before, done_at__isnull=False)


# A key is posted once as long as its letter is kept: far longer than anything is repeated.
LETTERS = Retention("letters", [Rule(since=date(2026, 12, 1), days=90)], finished_letters)
TURNS = Retention("turns of jobs", [Rule(since=date(2026, 12, 1), days=90)], finished_turns)
