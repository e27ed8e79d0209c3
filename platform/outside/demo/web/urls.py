"""Under /accounts/demo/ on every host, in the demo only."""

from django.urls import path

from outside.demo.web import views

urlpatterns = [
    path("", views.sign_in, name="demo-sign-in"),
    path("bar/", views.bar, name="demo-bar"),
    path("month/", views.month, name="demo-month"),
]
