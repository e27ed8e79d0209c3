from django.urls import path

from faces.staff.web import home

staff_urls = [path("", home.home, name="staff-home")]
