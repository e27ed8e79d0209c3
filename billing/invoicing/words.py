"""How what happens to cards is said."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from catalog.lines.periods import Period
from kith.ui.formats import date_text

WHY = {
    "insufficient_funds": gettext_lazy("there was not enough money on it"),
    "authentication_required": gettext_lazy("your bank wants you to confirm the payment yourself"),
    "expired_card": gettext_lazy("it has expired"),
    "no_card": gettext_lazy("you have no saved card any more"),
}


def why_refused(reason: str) -> str:
    """Return why a charge was refused, to stand behind a colon."""
    return str(WHY.get(reason) or _("your bank declined it"))


def period_text(period: Period | None, *, awaits_line: bool = False) -> str:
    """Return the days that a bill pays for, the last one among them, as every page says them."""
    if period is None:
        return _("From the day the line is active") if awaits_line else ""
    if period.last_day is None:
        return _("From %(day)s") % {"day": date_text(period.first_day)}
    return f"{date_text(period.first_day)} – {date_text(period.last_day)}"


# Why there is a refund that nobody asked us for; its note says so in the shop's language.
TAKEN_BY_BANK = gettext_noop("Taken back by the customer’s bank")
REFUNDED_THERE = gettext_noop("Refunded at the payment processor")

# Why a refund did not reach the customer, by the processor's code; kept as it stands here and
# said in the reader's language.
NOT_REFUNDED = {
    "lost_or_stolen_card": gettext_noop("The card was lost or stolen."),
    "expired_or_canceled_card": gettext_noop("The card has expired or was closed."),
    "charge_for_pending_refund_disputed": gettext_noop("The customer’s bank disputes the payment."),
    "insufficient_funds": gettext_noop("The processor’s balance was too low."),
    "declined": gettext_noop("The customer’s bank turned it down."),
    "merchant_request": gettext_noop("It was called back at the payment processor."),
}
NOT_ARRIVED = gettext_noop("It did not reach the customer’s card.")
BANK_DECIDED_FOR_US = gettext_noop("The customer’s bank decided for us after all.")
COUNTED_ANEW = gettext_noop("What the bank took was counted anew.")


def why_not_refunded(code: str) -> str:
    """Return why a refund did not arrive, in words to be translated when they are shown."""
    return NOT_REFUNDED.get(code, NOT_ARRIVED)
