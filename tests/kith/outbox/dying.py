"""A worker that takes deliveries and never comes back: `… dying atomic 7`, `job 7`, or all due."""

import os
import socket
import sys

import django


def hang() -> None:
    """Say that the work began, and work for ever."""
    sys.stdout.write("begun\n")
    sys.stdout.flush()
    sys.stdin.read()


def drink() -> None:
    """Do the work."""


def break_connection() -> None:
    """Lose the connection to the database, as when the server or the network ends it."""
    from django.db import connection

    with socket.socket(fileno=os.dup(connection.connection.fileno())) as line:
        line.shutdown(socket.SHUT_RDWR)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def hang_as_a_job() -> None:
    """Be the job `sweep` from now on."""
    from celery.schedules import crontab

    from kith.outbox.jobs import schedule
    from kith.outbox.timetable import Job

    schedule([Job("sweep", "Sweep", lambda at: hang(), crontab(hour="0", minute="30"))])


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    django.setup()
    from kith.outbox.deliver import make_delivery, make_due
    from kith.outbox.reactions import Reaction, react_with
    from tests.kith.outbox.tea import TeaMade

    if sys.argv[1] == "job":
        hang_as_a_job()
        make_delivery(int(sys.argv[2]))
        return
    # Run as a program this module has another name than the delivery knows.
    hang.__module__ = "tests.kith.outbox.dying"
    react_with({TeaMade: [Reaction(hang, atomic=sys.argv[1] == "atomic")]})
    if len(sys.argv) > 2:
        make_delivery(int(sys.argv[2]))
    else:
        make_due()


if __name__ == "__main__":
    main()
