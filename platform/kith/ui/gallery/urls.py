from django.urls import path

from kith.ui.gallery import views

urlpatterns = [
    path("", views.gallery, name="gallery"),
    path("<slug:face>/", views.sample, name="gallery-sample"),
]
