"""What a tenant's host serves."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from config.urls import faces
from kith.api.docs import docs
from kith.api.errors import NothingHere
from kith.api.schema import schema

handler500 = "kith.api.errors.broken"

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include(faces.accounts)),
    path("accounts/", include(faces.shop_accounts)),
    path("accounts/", include(faces.library)),
    path("i18n/", include("django.conf.urls.i18n")),
    path("my/", include(faces.my)),
    path("desk/", include(faces.desk)),
    path("api/docs", docs, name="api-docs"),
    path("api/schema", schema, name="api-schema"),
    path("tmf-api/", include(faces.api)),
    re_path(r"^tmf-api(?=/|\Z)", NothingHere.as_view(), name="api-nothing-here"),
    path("", include(faces.shop)),
]
