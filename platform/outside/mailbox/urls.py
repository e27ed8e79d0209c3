"""Under /_mail/ on the network's host, in the demo only."""

from django.urls import path

from outside.mailbox import views

urlpatterns = [
    path("", views.mailbox, name="mailbox"),
    path("<slug:name>/", views.letter, name="mailbox-letter"),
    path("<slug:name>/html/", views.letter_html, name="mailbox-letter-html"),
]
