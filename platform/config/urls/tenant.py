"""What a tenant's host serves."""

from django.urls import URLPattern, URLResolver, include, path

from config.urls import faces

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include(faces.accounts)),
    path("accounts/", include("allauth.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("my/", include(faces.my)),
    path("desk/", include(faces.desk)),
    path("", include(faces.shop)),
]
