"""The pages of each face, gathered from the apps that own them."""

from importlib import import_module
from importlib.util import find_spec

from allauth.account.urls import urlpatterns as library_pages
from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from config.settings.wall import WALL
from tenants.accounts.web import urls as accounts_urls

Patterns = list[URLPattern | URLResolver]


def _gathered(face: str, *, door: str = "web") -> Patterns:
    patterns: Patterns = []
    for app in WALL:
        if find_spec(f"{app}.{door}") and find_spec(f"{app}.{door}.urls"):
            patterns += getattr(import_module(f"{app}.{door}.urls"), f"{face}_urls", [])
    return patterns


public, staff = _gathered("public"), _gathered("staff")
shop, my, desk = _gathered("shop"), _gathered("my"), _gathered("desk")
api = _gathered("api", door="api")
accounts: Patterns = [*accounts_urls.account_urls]
shop_accounts: Patterns = [*accounts_urls.shop_account_urls]
network_accounts: Patterns = [*accounts_urls.network_account_urls]
# What the sign-in library serves besides.
library: Patterns = [
    *(
        page
        for page in library_pages
        if page.name not in {own.name for own in accounts_urls.account_urls}
    ),
    path("2fa/", include("allauth.mfa.urls")),
]
# A person's own pages are the same on the network's host as on a storefront.
my_everywhere: Patterns = [*accounts_urls.my_everywhere_urls]
if settings.KITH_DEMO:
    # Doors that only the demo has: they are not even imported elsewhere.
    accounts = [path("demo/", include("outside.demo.web.urls")), *accounts]
    public = [
        path("_mail/", include("outside.mailbox.urls")),
        path("_dns/", include("outside.demo.web.dns_urls")),
        *public,
    ]
