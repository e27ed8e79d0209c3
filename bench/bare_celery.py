"""
Celery as its first steps show it, with a task that changes a row.

    python -m bench.bare_celery
"""

import os
from functools import cache

import psycopg2
from celery import Celery

from bench.tally import ACT

# Whoever holds it keeps the worker from its work.
GATE = 20990

app = Celery("bare", broker=os.environ["REDIS_URL"])
app.conf.update(
    broker_transport_options={"global_keyprefix": "bare-celery:"},
    broker_connection_retry_on_startup=True,
    task_ignore_result=True,
)


@cache
def database() -> psycopg2.extensions.connection:
    """Return this process's connection, which stays open."""
    connection = psycopg2.connect(os.environ["BENCH_DATABASE_URL"])
    connection.autocommit = True
    return connection


@app.task(name="bare.wait")
def wait_at_the_gate() -> None:
    """Wait until the gate is opened, so that what comes behind stands ready."""
    with database().cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [GATE])
        cursor.execute("SELECT pg_advisory_unlock(%s)", [GATE])


@app.task(name="bare.carry")
def carry(number: int) -> None:
    """Change one row."""
    with database().cursor() as cursor:
        cursor.execute(ACT, [number])


if __name__ == "__main__":
    app.worker_main(["worker", "--concurrency", "1", "--without-gossip", "--without-mingle"])
