from django.urls import path

from faces.staff.web import audit, home

staff_urls = [
    path("", home.home, name="staff-home"),
    path("audit/", audit.audit, name="staff-audit"),
]
