from django.urls import path

from catalog.numbering.web import views

staff_urls = [
    path("numbers/", views.numbers, name="staff-numbers"),
    path("numbers/ranges/", views.ranges, name="staff-number-ranges"),
    path("numbers/sims/", views.sims, name="staff-sims"),
]
