"""What the processor calls things, in people's words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from billing.settlement.models import Payee
from billing.settlement.previews import Earnings
from kith.ui.formats import money_text

# Why a bank sends a payout back, by the processor's code.
BOUNCES: dict[str, Promise] = {
    "account_closed": gettext_lazy("The bank account is closed."),
    "account_frozen": gettext_lazy("The bank account is frozen."),
    "bank_account_restricted": gettext_lazy("The bank account does not take this kind of payment."),
    "bank_ownership_changed": gettext_lazy("The bank account changed hands."),
    "could_not_process": gettext_lazy("The bank could not book the payment."),
    "debit_not_authorized": gettext_lazy("The bank account does not take this kind of payment."),
    "declined": gettext_lazy("The bank turned the payment down."),
    "incorrect_account_holder_name": gettext_lazy("The name does not fit the bank account."),
    "incorrect_account_holder_tax_id": gettext_lazy("The tax number does not fit the account."),
    "invalid_account_number": gettext_lazy("The account number is wrong."),
    "invalid_currency": gettext_lazy("The bank account is kept in another currency."),
    "no_account": gettext_lazy("There is no such bank account."),
}
# What the processor still asks for: the first beginning that fits.
NEEDS: dict[str, Promise] = {
    "external_account": gettext_lazy("Your bank details"),
    "individual.verification": gettext_lazy("A picture of your identity document"),
    "individual.dob": gettext_lazy("Your date of birth"),
    "individual.first_name": gettext_lazy("Your name"),
    "individual.last_name": gettext_lazy("Your name"),
    "individual.address": gettext_lazy("Your address"),
    "individual.phone": gettext_lazy("Your phone number"),
    "individual.email": gettext_lazy("Your e-mail address"),
    "individual.id_number": gettext_lazy("Your identity number"),
    "tos_acceptance": gettext_lazy("Your yes to our payment partner’s terms"),
    "business_profile": gettext_lazy("What your business does"),
    "company": gettext_lazy("Details of your company"),
}
# Why an account is closed, by the beginning of the processor's code.
CLOSURES: dict[str, Promise] = {
    "requirements.past_due": gettext_lazy("Something is missing, and its day has passed."),
    "requirements.pending": gettext_lazy("What was handed in is being checked."),
    "under_review": gettext_lazy("Our payment partner looks at the account."),
    "listed": gettext_lazy("Our payment partner looks at the account."),
    "platform_paused": gettext_lazy("We paused the account."),
    "rejected": gettext_lazy("Our payment partner turned the account down."),
}

# What the processor told of, by the beginning of the event's name.
TOLD_OF: dict[str, Promise] = {
    "checkout.session": gettext_lazy("A payment on the payment page"),
    "payment_intent": gettext_lazy("A charge of a saved card"),
    "account": gettext_lazy("A change of a payee’s account"),
    "charge.dispute": gettext_lazy("A dispute of a payment"),
    "charge.refund": gettext_lazy("A refund"),
    "refund": gettext_lazy("A refund"),
    "transfer": gettext_lazy("A transfer that was taken back"),
    "payout": gettext_lazy("A payout to a bank"),
}


def told_of(event_type: str) -> str:
    """Return what an event of the processor is about; its own name where we have no words."""
    return _first_fitting(event_type, TOLD_OF) or event_type


def why_bounced(payee: Payee) -> str:
    """Return why the payee's bank sent a payout back; the bank's own words where we have none."""
    return str(BOUNCES.get(payee.bounce_reason, payee.bounce_reason))


def why_closed(payee: Payee) -> str:
    """Return why an account cannot be paid; empty where nothing was said."""
    return _first_fitting(payee.disabled_reason, CLOSURES)


def needs_of(payee: Payee) -> list[str]:
    """Return what a payee still has to show, each thing once."""
    named = [_first_fitting(need, NEEDS) or _("Details about you") for need in payee.requirements]
    return list(dict.fromkeys(named))


def _first_fitting(code: str, words: dict[str, Promise]) -> str:
    return next((str(text) for start, text in words.items() if code.startswith(start)), "")


def payable_note(sums: Earnings) -> str:
    """Return what becomes of what is payable, as every page says it; empty where nothing does."""
    if not sums.payable.minor:
        return ""
    if sums.next_payout == sums.payable:
        return _("Goes out with the next run")
    if sums.next_payout.minor:
        return _("%(amount)s of it goes out with the next run") % {
            "amount": money_text(sums.next_payout)
        }
    return _("Too small to send yet") if sums.too_small.minor else ""
