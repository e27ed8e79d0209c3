"""What invoices and saved cards open to the whole house."""

from celery.schedules import crontab
from django.utils.translation import gettext_lazy as _

from billing.invoicing.usecases.prove_books import prove_books
from kith.doors import Doors, Job
from kith.ui.navigation import NavItem

DOORS = Doors(
    navigation={
        "my": [
            NavItem("my-invoices", _("Invoices"), "receipt", order=30),
            NavItem("my-card", _("Card"), "credit-card", order=35),
        ],
        "desk": [
            NavItem("desk-invoices", _("Invoices"), "receipt", permission="invoices.read", order=70)
        ],
    },
    permissions={
        "invoices.read": {"reseller", "operator", "staff", "finance", "approver"},
        "invoices.refund": {"reseller", "operator", "finance"},
    },
    jobs=[
        # After the night's matching with the processor.
        Job("prove-books", _("Prove all books"), prove_books, crontab(hour="4", minute="0")),
    ],
)
