"""Look whether so much is left of an amount."""

from __future__ import annotations

from django.utils.translation import gettext as _

from billing.bank.models import BankEntry
from billing.bank.usecases.name_bill import NotSoMuch
from kith.money import Money
from kith.ui.formats import money_text


def require_left(*, entry: BankEntry, amount: Money) -> None:
    """
    Return where a locked amount has so much left.

    :raises NotSoMuch: it has less
    """
    if not Money.zero(entry.currency) < amount <= entry.left:
        raise NotSoMuch(
            _("%(amount)s is left of this amount") % {"amount": money_text(entry.left)},
            mend=_("Reload the page: somebody may have decided about it meanwhile."),
        )
