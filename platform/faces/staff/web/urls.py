from django.urls import path

from faces.staff.web import audit, closing, home, rules

SHOP = "tenants/<uuid:tenant_id>/closing/"

staff_urls = [
    path("", home.home, name="staff-home"),
    path("rules/", rules.rule_list, name="staff-rules"),
    path("audit/", audit.audit, name="staff-audit"),
    path(SHOP, closing.closing, name="staff-tenant-closing"),
    path(f"{SHOP}request/", closing.request_closing, name="staff-tenant-closing-request"),
    path(f"{SHOP}agreement/", closing.agreement, name="staff-tenant-closing-agreement"),
    path(f"{SHOP}retreat/", closing.retreat, name="staff-tenant-closing-retreat"),
    path(f"{SHOP}archive/", closing.archive, name="staff-tenant-archive"),
]
