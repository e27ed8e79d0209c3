from django.urls import path

from catalog.network.web import views

public_urls = [
    path("network/callback", views.callback, name="network-callback"),
    path("network/callback/ports", views.leaving, name="network-leaving"),
]
staff_urls = [
    path("network-tasks/", views.tasks, name="staff-network-tasks"),
    path("network-tasks/<uuid:task_id>/outcome/", views.outcome, name="staff-network-task-outcome"),
]
