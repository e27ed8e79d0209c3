"""On which side of the wall each app stands, and what a suspended shop goes on serving."""

import re

PUBLIC, TENANT = frozenset({"public"}), frozenset({"tenant"})
BOTH = PUBLIC | TENANT

# App -> sides, in the order of INSTALLED_APPS.
WALL = {
    "kith.wall": PUBLIC,
    "kith.series": BOTH,
    "kith.outbox": PUBLIC,
    "kith.audit": PUBLIC,
    "kith.fence": PUBLIC,
    "kith.limits": PUBLIC,
    "kith.mail": PUBLIC,
    "kith.proposals": PUBLIC,
    "kith.pulse": PUBLIC,
    "kith.ui": PUBLIC,
    "tenants.registry": PUBLIC,
    "tenants.accounts": PUBLIC,
    "tenants.privacy": PUBLIC,
    "tenants.workspace": TENANT,
    "catalog.wholesale": PUBLIC,
    "catalog.numbering": PUBLIC,
    "catalog.network": PUBLIC,
    "catalog.storefront": TENANT,
    "catalog.ordering": TENANT,
    "catalog.lines": TENANT,
    "catalog.porting": TENANT,
    "billing.ledger": BOTH,
    "billing.entities": PUBLIC,
    "billing.bank": PUBLIC,
    "billing.invoicing": TENANT,
    "billing.settlement": PUBLIC,
    "billing.strays": PUBLIC,
    "billing.disputes": PUBLIC,
    "ambassadors.program": PUBLIC,
    "ambassadors.referral": PUBLIC,
    "ambassadors.circle": TENANT,
    "faces.staff": PUBLIC,
    "faces.desk": TENANT,
}

FRAMEWORK_APPS = [
    "django_tenants",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "rest_framework",
    "drf_spectacular",
    "phonenumber_field",
    "lucide",
]

SHARED_APPS = [*FRAMEWORK_APPS, *(app for app, sides in WALL.items() if "public" in sides)]
TENANT_APPS = [app for app, sides in WALL.items() if "tenant" in sides]
INSTALLED_APPS = [*WALL, *FRAMEWORK_APPS, "config.apps.HouseConfig"]
# By label, as the router and the tests ask.
SIDES = {app.rsplit(".", 1)[-1]: sides for app, sides in WALL.items()}

# What answers at the hosts of a shop that staff suspended: who has a line or an order there loses
# nothing. Everything else, the storefront and the desk among it, is closed until it sells again.
SERVED_WHILE_SUSPENDED = re.compile(
    r"/(?:my|accounts|i18n|ui|media|tmf-api)/"
    r"|/order/[^/]+/(?:status|payment|naming|cancellation)/"
    r"|/pay/[^/]+/"
)
