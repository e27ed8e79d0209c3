"""The queue: wake-ups only; what must not be lost stands in PostgreSQL."""

import gc
from ssl import CERT_REQUIRED

from celery import Celery
from celery.signals import setup_logging, worker_init
from celery.worker import WorkController
from django.conf import settings
from kombu import Queue

from kith.runtime.project import require_settings

require_settings()

# A task limited to a minute; a message unanswered for three is given out again.
VISIBILITY_SECONDS = 180


def broker_seal(url: str) -> dict[str, object] | None:
    """Return how the way to a broker is sealed: by its own word `rediss` the library seals none."""
    return {"ssl_cert_reqs": CERT_REQUIRED} if url.startswith("rediss:") else None


app = Celery("kith")
app.conf.update(
    broker_url=settings.CELERY_BROKER_URL,
    broker_use_ssl=broker_seal(settings.CELERY_BROKER_URL),
    broker_transport="kith.outbox.sealed_queue:Transport",
    broker_connection_retry_on_startup=True,
    # However long Valkey is away: the worker is there when it is back.
    broker_connection_max_retries=None,
    broker_transport_options={
        "visibility_timeout": VISIBILITY_SECONDS,
        "unacked_restore_interval": 5,
        "unacked_restore_throttle": 1,
        "socket_timeout": 10,
        "socket_connect_timeout": 2,
        "socket_keepalive": True,
        "health_check_interval": 10,
        "global_keyprefix": "kith-queue:",
    },
    visibility_timeout=VISIBILITY_SECONDS,
    task_acks_late=True,
    task_reject_on_worker_lost=False,
    task_retry_on_worker_lost=True,
    task_ignore_result=True,
    # A turn of five seconds, and what was begun in it has the rest.
    task_time_limit=65,
    task_soft_time_limit=50,
    task_serializer="json",
    accept_content=["json"],
    worker_prefetch_multiplier=1,
    # Nobody steers workers over the broker: who writes there could end them.
    worker_enable_remote_control=False,
    worker_soft_shutdown_timeout=30,
    worker_max_tasks_per_child=500,
    # Celery opens a connection to the database for each task, and closes it after: on a small one
    # that was most of the work. Each task looks whether it still stands (kith.wall.tasks).
    CELERY_DB_REUSE_MAX=100_000,
    worker_cancel_long_running_tasks_on_connection_loss=True,
    timezone="UTC",
    # The relay counts the wake-ups that wait on it, and adds what is missing.
    task_queues=[Queue("deliveries")],
    task_create_missing_queues=False,
    task_default_queue="deliveries",
)
app.autodiscover_tasks(lambda: [*settings.INSTALLED_APPS])


@worker_init.connect
def _give_it_a_pulse(sender: WorkController, **kwargs: object) -> None:
    # Its steps stand on models, which are loaded by now.
    from kith.pulse.worker import give_worker_a_pulse

    give_worker_a_pulse(app)


@worker_init.connect
def _share_what_is_loaded(**kwargs: object) -> None:
    """Keep the collector away from what stays: its rounds would copy it into each child."""
    gc.collect()
    gc.freeze()


@setup_logging.connect
def _keep_our_logging(**kwargs: object) -> None:
    """Leave logging to Django's settings."""
