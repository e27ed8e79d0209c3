"""
Kith as a measured process.

    python -m bench.kith_web SHOP-HOST OTHER-HOST...

With one host it is all of Kith. With more it is Kith's tenancy alone, and the two views are also
asked for at the other hosts in turn.
"""

import sys

from bench.setting_up import set_kith_up
from bench.worker import Page, Subject, page_subject, serve

# Django's own list, with what tenancy puts in: what is left is its price.
TENANCY_ALONE = [
    "django.middleware.security.SecurityMiddleware",
    "kith.wall.middleware.WallMiddleware",
    "tenants.accounts.middleware.TenantSessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]


def main() -> None:
    """Serve the shelf and the two views on the hosts of tenants that exist already."""
    shop, *others = sys.argv[1:]
    set_kith_up()
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application

    import config.urls.tenant as tenant_urls
    from bench.views import urlpatterns

    if others:
        settings.MIDDLEWARE = TENANCY_ALONE
        tenant_urls.urlpatterns[:0] = urlpatterns
    else:
        # Where the shop's own pages stand, behind every other face.
        tenant_urls.urlpatterns[-1:-1] = urlpatterns
    application = get_wsgi_application()
    pages = {"hello": "/bench/hello", "query": "/bench/query"}
    subjects = {name: page_subject(Page(application, [shop], path)) for name, path in pages.items()}
    if others:
        subjects |= {
            f"{name}.mixed": page_subject(Page(application, others, path))
            for name, path in pages.items()
        }
    else:
        subjects |= _shelf(application, shop)
    serve(subjects)


def _shelf(application: object, shop: str) -> dict[str, Subject]:
    first = Page(application, [shop], "/")
    page = Page(application, [shop], "/")
    unchanged = Page(application, [shop], "/", expect=304)
    has_changed = True

    def change() -> None:
        nonlocal has_changed
        _change(shop)
        has_changed = True

    def fetch_if_changed() -> None:
        nonlocal has_changed
        if has_changed:
            page()
            unchanged.ask_again_for(page.headers["ETag"])
            has_changed = False

    return {
        "shelf.uncached": page_subject(first, change),
        "shelf.cached": page_subject(page),
        "shelf.304": page_subject(unchanged, fetch_if_changed),
    }


def _change(shop: str) -> None:
    """Make all that anybody kept of the page worthless: what a seller's change does, and more."""
    from django.core.cache import caches

    from catalog.storefront.shelf import shelf_has_changed
    from kith.wall import in_tenant, tenant_by_host

    caches["shared"].clear()
    tenant = tenant_by_host(shop)
    assert tenant is not None
    with in_tenant(tenant):
        shelf_has_changed()


if __name__ == "__main__":
    main()
