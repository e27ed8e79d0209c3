from django.urls import path

from billing.entities.web import staff

staff_urls = [
    path("company/", staff.company, name="staff-company"),
    path("company/new/", staff.new_details, name="staff-company-new"),
    path("company/numbers/", staff.numbers, name="staff-numbers-given"),
]
