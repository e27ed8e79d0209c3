from django.urls import include, path

from kith.ui.gallery import views

urlpatterns = [
    path("", views.gallery, name="gallery"),
    path("mails/", include("kith.mail.gallery.urls")),
    path("<slug:face>/", views.sample, name="gallery-sample"),
]
