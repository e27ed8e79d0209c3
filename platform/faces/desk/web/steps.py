"""The set-up drawn as steps that lead to their pages."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from faces.desk.setup import STEPS, Setup
from kith.ui.shapes import SetupStep


def setup_steps(setup: Setup, *, current: str) -> list[SetupStep]:
    """Return each step with its state and its note."""
    labels = {
        "words": (_("Name and voice"), _("What people call your shop, and whom it helps.")),
        "offers": (
            _("Offers"),
            ngettext("%(n)s on sale.", "%(n)s on sale.", setup.on_sale) % {"n": setup.on_sale}
            if setup.on_sale
            else _("Up to %(n)s, made from our plans.") % {"n": setup.most_offers},
        ),
        "payouts": (_("Payouts"), _("Where your share is paid to.")),
        "share": (_("Link and code"), _("What you pass on to friends.")),
    }
    base = reverse("desk-setup")
    return [
        SetupStep(
            label=labels[step][0],
            state="done" if setup.done[step] else "now" if step == current else "todo",
            href=f"{base}?step={step}",
            note=labels[step][1],
        )
        for step in STEPS
    ]
