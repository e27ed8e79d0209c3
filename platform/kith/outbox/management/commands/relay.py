"""Run the relay."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand

from kith.outbox.relay import relay_for_ever


class Command(BaseCommand):
    help = "Carry letters from the database to the queue until stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        relay_for_ever(until=stop.is_set)
