"""What runs when, in UTC; each job claims its slot, so a second scheduler does nothing twice."""

from typing import Any

from celery.schedules import crontab

MINUTE, DAY = 60, 24 * 60 * 60


def job(task: str, schedule: crontab, *, every_seconds: int) -> dict[str, Any]:
    """Return the entry of a job that runs once in every slot of that length."""
    return {
        "task": "kith.outbox.tasks.run_job",
        "schedule": schedule,
        "kwargs": {"job": task, "every_seconds": every_seconds},
    }


SCHEDULE: dict[str, dict[str, Any]] = {
    "stock-spares": job(
        "tenants.registry.tasks.stock_spares_later",
        crontab(minute="*/10"),
        every_seconds=10 * MINUTE,
    ),
    "lapse-reservations": job(
        "catalog.numbering.tasks.lapse_reservations_now",
        crontab(minute="*/5"),
        every_seconds=5 * MINUTE,
    ),
    "recycle-numbers": job(
        "catalog.numbering.tasks.recycle_numbers_now",
        crontab(hour="0", minute="30"),
        every_seconds=DAY,
    ),
    "renew-lines": job(
        "catalog.lines.tasks.renew_lines_everywhere_later",
        crontab(hour="0", minute="45"),
        every_seconds=DAY,
    ),
    # Measuring comes first: the assessment judges by what was counted.
    "measure-circles": job(
        "ambassadors.circle.tasks.measure_circles_later",
        crontab(hour="1", minute="0"),
        every_seconds=DAY,
    ),
    "assess-everyone": job(
        "ambassadors.program.tasks.assess_everyone_later",
        crontab(hour="2", minute="0"),
        every_seconds=DAY,
    ),
    # Each day, because a lost proof is looked for daily; one that was seen, once a week.
    "recheck-domains": job(
        "tenants.registry.tasks.recheck_domains_later",
        crontab(hour="3", minute="15"),
        every_seconds=DAY,
    ),
    # The processor needs a while after midnight to list a whole day.
    "reconcile-due": job(
        "billing.settlement.tasks.reconcile_due_later",
        crontab(hour="3", minute="0"),
        every_seconds=DAY,
    ),
    "settle-due": job(
        "billing.settlement.tasks.settle_due_later",
        crontab(minute="*/5"),
        every_seconds=5 * MINUTE,
    ),
}
