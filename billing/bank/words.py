"""Money that came by transfer, in the words people read."""

from __future__ import annotations

from django.utils.translation import gettext as _

from billing.bank.models import Allotment, BankEntry


def why_waiting(why: str) -> str:
    """Return why an amount did not find its bill by itself."""
    words = {
        BankEntry.NO_REFERENCE: _("It bears no payment reference."),
        BankEntry.NO_BILL: _("Its reference is of no bill."),
        BankEntry.TWO_BILLS: _("It bears the references of several bills."),
        BankEntry.PAID: _("Its bill is paid already."),
        BankEntry.LESS: _("It is less than its bill asks for."),
        BankEntry.MORE: _("It is more than its bill asks for."),
        BankEntry.CURRENCY: _("Its bill asks for another currency."),
    }
    return words.get(why, "")


def kind_words(kind: str) -> str:
    """Return what a part of an amount is for."""
    return {
        Allotment.BILL: _("Pays a bill"),
        Allotment.RETURN: _("Goes back to the payer"),
        Allotment.ASIDE: _("None of our payments"),
    }[kind]
