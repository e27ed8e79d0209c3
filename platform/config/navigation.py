"""What each face's menu lists; an entry is shown to those who may open it."""

from django.utils.translation import gettext_lazy as _

from kith.ui.navigation import NavItem, register_nav

MENUS = {
    "shop": [
        NavItem("shop-home", _("Plans"), "tag", order=10),
        NavItem("my-home", _("My lines"), "smartphone", order=20),
        NavItem("desk-home", _("Desk"), "briefcase", permission="desk.read", order=30),
    ],
    "my": [
        NavItem("my-home", _("Lines"), "smartphone", order=10),
        NavItem("my-orders", _("Orders"), "package", order=20),
        NavItem("my-invoices", _("Invoices"), "receipt", order=30),
        NavItem("my-card", _("Card"), "credit-card", order=35),
        NavItem("my-profile", _("Profile"), "user", order=40),
    ],
    "desk": [
        NavItem("desk-home", _("Today"), "sun", permission="desk.read", order=10),
        NavItem("desk-offers", _("Offers"), "tag", permission="offers.read", order=20),
        NavItem("desk-orders", _("Orders"), "package", permission="orders.read", order=30),
        NavItem("desk-circle", _("Circle"), "users", permission="circle.invite", order=40),
        NavItem("desk-earnings", _("Earnings"), "coins", permission="earnings.read", order=50),
        NavItem("desk-lines", _("Lines"), "smartphone", permission="customers.read", order=60),
        NavItem("desk-invoices", _("Invoices"), "receipt", permission="invoices.read", order=70),
        NavItem("desk-share", _("Share"), "share-2", permission="desk.read", order=80),
        NavItem("desk-settings", _("Settings"), "settings", permission="settings.edit", order=90),
        NavItem("desk-team", _("Team"), "users-round", permission="team.read", order=100),
    ],
    "staff": [
        NavItem("staff-home", _("Waiting"), "inbox", permission="staff.read", order=10),
        NavItem("staff-cases", _("Promotions"), "award", permission="cases.decide", order=20),
        NavItem(
            "staff-runs",
            _("Settlement"),
            "landmark",
            permission="runs.read",
            order=30,
            also=("/staff/statements/", "/staff/invoice-lines/"),
        ),
        NavItem("staff-books", _("Matching"), "scale", permission="books.read", order=35),
        NavItem("staff-payees", _("Payees"), "wallet", permission="payees.read", order=40),
        NavItem("staff-catalog", _("Catalogue"), "tag", permission="catalog.import", order=50),
        NavItem("staff-tenants", _("Storefronts"), "store", permission="tenants.read", order=60),
        NavItem("staff-numbers", _("Numbers"), "hash", permission="numbers.edit", order=70),
        NavItem(
            "staff-network-tasks",
            _("Network desk"),
            "radio-tower",
            permission="network-tasks.edit",
            order=80,
        ),
        NavItem("staff-referrals", _("Referrals"), "link", permission="referrals.decide", order=90),
        NavItem(
            "staff-programme", _("Programme"), "list-checks", permission="staff.read", order=95
        ),
        NavItem("staff-webhooks", _("Webhooks"), "webhook", permission="webhooks.replay", order=98),
        NavItem(
            "staff-letters", _("Letters"), "mail-warning", permission="letters.replay", order=99
        ),
    ],
    "network": [
        NavItem("directory", _("Shops"), "store", order=10),
        NavItem("my-path", _("My path"), "footprints", order=20),
        NavItem("my-referrals", _("My referrals"), "link", order=30),
        NavItem("my-earnings", _("My earnings"), "coins", order=35),
        NavItem("about", _("About"), "info", order=40),
        NavItem("staff-home", _("Staff"), "inbox", permission="staff.read", order=50),
    ],
}


def register_menus() -> None:
    """Fill every face's menu; called once when Django is ready."""
    for face, items in MENUS.items():
        register_nav(face=face, items=items)
