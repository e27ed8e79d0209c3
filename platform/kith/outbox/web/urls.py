"""Addresses of the letters' pages."""

from django.urls import path

from kith.outbox.web import views

staff_urls = [
    path("letters/", views.letters, name="staff-letters"),
    path("letters/<int:delivery_id>/replay/", views.replay, name="staff-letter-replay"),
]
