"""What the network's own host serves."""

from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.generic import RedirectView

from config.urls import faces
from kith import health
from kith.api.errors import NothingHere
from kith.ui.web.too_often import too_often

# Where the sign-in library looks for it, on whichever host it was asked.
handler429 = too_often

urlpatterns: list[URLPattern | URLResolver] = [
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
    path("statusz", health.statusz, name="statusz"),
    path("accounts/", include(faces.accounts)),
    path("accounts/", include(faces.network_accounts)),
    path("accounts/", include(faces.library)),
    path("i18n/", include("django.conf.urls.i18n")),
    # Who signs in on the network's own host is led to their path: lines live in shops.
    path("my/", RedirectView.as_view(pattern_name="my-path"), name="my-home"),
    path("my/", include(faces.my_everywhere)),
    path("staff/", include(faces.staff)),
    # Shops serve the API, each its own; a program that asks here is told so.
    re_path(
        r"^tmf-api(?=/|\Z)",
        NothingHere.as_view(mend="Ask at a shop's own host: the network's serves no API."),
        name="api-nothing-here",
    ),
    path("", include(faces.public)),
]
