"""Run the scheduler; a second one waits until the first is gone."""

import time
from typing import Any

from celery import current_app
from django.core.management.base import BaseCommand
from django.db import connection

from kith.wall.side import in_public

SCHEDULER_LOCK = 20102


class Command(BaseCommand):
    help = "Run the scheduler under a lock in the database: there is only ever one."

    def handle(self, *args: Any, **options: Any) -> None:
        while not self._first():
            time.sleep(2)
        current_app.Beat(
            loglevel="INFO", schedule="/dev/null", scheduler_cls="celery.beat:Scheduler"
        ).run()

    def _first(self) -> bool:
        with in_public(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [SCHEDULER_LOCK])
            return cursor.fetchone()[0]
