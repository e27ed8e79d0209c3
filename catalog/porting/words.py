"""How a number on its way is said: who acts next, or why it does not come and what to do."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.network.events import DAY, OPERATOR
from kith.ui.formats import day_text, local, moment_text, time_text

# Reason -> what is wrong, what to do now. Networks say reasons as these codes.
_REFUSALS = {
    "account_wrong": (
        gettext_lazy("%(operator)s does not know this account number or code for your number."),
        gettext_lazy(
            "Look for it on your last bill or in the app of %(operator)s, correct it and send it"
            " again."
        ),
    ),
    "holder_differs": (
        gettext_lazy("At %(operator)s the number is in another person’s name."),
        gettext_lazy(
            "Have it put into your name there, or ask its holder for their account number, and"
            " send it again."
        ),
    ),
    "number_unknown": (
        gettext_lazy("%(operator)s does not have this number."),
        gettext_lazy("Choose the operator you pay now, and send it again."),
    ),
    "number_inactive": (
        gettext_lazy("Your number is no longer in service at %(operator)s."),
        gettext_lazy("Ask %(operator)s to open it again, then send it again."),
    ),
    "number_blocked": (
        gettext_lazy("%(operator)s has blocked your number, as after a loss or theft."),
        gettext_lazy("Have it opened there, then send it again."),
    ),
    "already_porting": (
        gettext_lazy("Your number is already moving to another operator."),
        gettext_lazy("Call that off there first, then send it again."),
    ),
    "service_ended": (
        gettext_lazy("The line your number was to come to has ended."),
        gettext_lazy("Ask for your number on a line that works."),
    ),
    "porting.number_is_ours": (
        gettext_lazy("This number is with us already."),
        gettext_lazy("Give the number you have with your present operator."),
    ),
    "network.number_comes_already": (
        gettext_lazy("This number is already on its way to another line of ours."),
        gettext_lazy("Look at your other lines, or ask us if it was not you."),
    ),
    "porting.day_impossible": (
        gettext_lazy("The day you wished for was over before your line worked."),
        gettext_lazy("Choose another day and send it again."),
    ),
}


def refusal_words(*, reason: str, operator: str) -> tuple[str, str]:
    """Say why a number does not come, and what to do: in our words, or in theirs."""
    about = {"operator": operator, "reason": reason}
    if reason in _REFUSALS:
        why, what_to_do = _REFUSALS[reason]
        return str(why) % about, str(what_to_do) % about
    said = _("%(operator)s refused: “%(reason)s”.") if reason else _("%(operator)s refused.")
    mend = _("Check the number, the operator and the account, and send it again.")
    return said % about, mend


def since_text(since: datetime, *, at: datetime) -> str:
    """Say since when: the time alone where that was today."""
    return time_text(since) if local(since).date() == local(at).date() else moment_text(since)


def standing_words(
    *, waits_for: str, operator: str, since: datetime, moves_on: date, calls_off: bool, at: datetime
) -> str:
    """Say in one sentence who acts next, since when, and how long that usually takes."""
    about = {"operator": operator, "since": since_text(since, at=at), "day": day_text(moves_on)}
    if calls_off:
        return _("We are calling it off, since %(since)s. This usually takes a minute.") % about
    if waits_for == OPERATOR:
        return _("Waiting for %(operator)s, since %(since)s. Usually 1 working day.") % about
    if waits_for == DAY:
        return _("%(operator)s agreed. The number moves on %(day)s.") % about
    return _("We are sending the request, since %(since)s. This usually takes a minute.") % about
