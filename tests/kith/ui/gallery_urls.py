from django.urls import include, path

from kith.ui.web.urls import interface_urls

urlpatterns = [path("_gallery/", include("kith.ui.gallery.urls")), *interface_urls]
