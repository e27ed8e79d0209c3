"""How what happens to cards is said."""

from functools import lru_cache

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, override

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


# Why there is a refund that no person gave a reason for: kept as it stands here, and said in the
# language of whoever reads the bill or the note.
TAKEN_BY_BANK = gettext_noop("Taken back by the customer’s bank")
REFUNDED_THERE = gettext_noop("Refunded at the payment processor")
WITHDRAWN = gettext_noop("Withdrawal from the contract: days not used")
NOT_FULFILLED = gettext_noop("The order could not be fulfilled.")
BEFORE_THE_RESTORE = gettext_noop("Given back before the books were put back")
OURS = (TAKEN_BY_BANK, REFUNDED_THERE, WITHDRAWN, NOT_FULFILLED, BEFORE_THE_RESTORE)


def reason_shown(reason: str, *, is_typed: bool) -> str:
    """
    Return why money went back, in the reader's language; what somebody typed stays as it is.

    Of older papers our own words are known again in whichever language they were kept.
    """
    ours = _kept_as().get(reason)
    if ours is None and (is_typed or not reason):
        return reason
    return _(ours or reason)


@lru_cache(maxsize=1)
def _kept_as() -> dict[str, str]:
    """Return our own reasons by what they were ever kept as."""
    kept = {"the order could not be fulfilled": NOT_FULFILLED}
    for language, *_rest in settings.LANGUAGES:
        with override(language):
            kept |= {_(reason): reason for reason in OURS}
    return kept


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
