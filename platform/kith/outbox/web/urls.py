"""Addresses of the outbox's pages."""

from django.urls import path

from kith.outbox.web import views

staff_urls = [
    path("failed-events/", views.failed_events, name="staff-failed-events"),
    path(
        "failed-events/<int:delivery_id>/retry/",
        views.retry,
        name="staff-failed-event-retry",
    ),
    path("jobs/", views.job_list, name="staff-jobs"),
]
