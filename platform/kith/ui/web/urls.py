"""What both hosts serve for the interface itself."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path, re_path

from kith.ui.web import robots, views

interface_urls: list[URLPattern | URLResolver] = [
    re_path(r"^ui/kith\.(?P<digest>[0-9a-f]{12})\.css$", views.stylesheet, name="ui-stylesheet"),
    re_path(r"^ui/kith\.(?P<digest>[0-9a-f]{12})\.js$", views.script, name="ui-script"),
    re_path(
        r"^ui/brand/(?P<digest>[0-9a-f]{8})/(?P<name>[0-9a-z.]+)\.css$",
        views.brand,
        name="ui-brand",
    ),
    path("robots.txt", robots.robots, name="ui-robots"),
    path("ui/mark.svg", views.mark, name="ui-mark"),
    path("ui/theme/<slug:theme>/", views.theme, name="ui-theme"),
    path("ui/language/<slug:language>/", views.language, name="ui-language"),
]
if settings.DEBUG or settings.KITH_DEMO:
    # Every component in every state, for who builds pages: nothing for buyers.
    interface_urls += [path("_gallery/", include("kith.ui.gallery.urls"))]

public_urls = shop_urls = interface_urls
