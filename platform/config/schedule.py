"""What runs when, in UTC; each job claims its slot, so a second scheduler does nothing twice."""

from typing import Any

from celery.schedules import crontab

SCHEDULE: dict[str, dict[str, Any]] = {
    "stock-spares": {
        "task": "tenants.registry.tasks.stock_spares_later",
        "schedule": crontab(minute="*/10"),
    },
    "lapse-reservations": {
        "task": "catalog.numbering.tasks.lapse_reservations_now",
        "schedule": crontab(minute="*/15"),
    },
    "recycle-numbers": {
        "task": "catalog.numbering.tasks.recycle_numbers_now",
        "schedule": crontab(hour="0", minute="30"),
    },
    "renew-lines": {
        "task": "catalog.lines.tasks.renew_lines_everywhere_later",
        "schedule": crontab(hour="0", minute="45"),
    },
    # Measuring comes first: the assessment judges by what was counted.
    "measure-circles": {
        "task": "ambassadors.circle.tasks.measure_circles_later",
        "schedule": crontab(hour="1", minute="0"),
    },
    "assess-everyone": {
        "task": "ambassadors.program.tasks.assess_everyone_later",
        "schedule": crontab(hour="2", minute="0"),
    },
    "settle-due": {
        "task": "billing.settlement.tasks.settle_due_later",
        "schedule": crontab(minute="*/5"),
    },
}
