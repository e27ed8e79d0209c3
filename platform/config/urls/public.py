"""What the network's own host serves."""

from django.urls import URLPattern, URLResolver, include, path

from config.urls import faces
from kith import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
    path("statusz", health.statusz, name="statusz"),
    path("accounts/", include(faces.accounts)),
    path("accounts/", include("allauth.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("my/", include(faces.my_everywhere)),
    path("staff/", include(faces.staff)),
    path("", include(faces.public)),
]
