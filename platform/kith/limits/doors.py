"""What the limits open to the whole house."""

from celery.schedules import crontab

from kith.doors import MINUTE, Doors, Job

DOORS = Doors(
    jobs=[
        Job(
            "sweep-limits",
            "kith.limits.tasks.sweep_limits_now",
            crontab(minute="*/10"),
            every_seconds=10 * MINUTE,
        ),
    ],
)
