"""
Ask a signed-in person for one more proof before something that could be stolen.

A code goes to their e-mail; it is good for ten minutes, five tries and one purpose. Taking over a
number is what thieves of accounts want most, so a session alone does not move it.
"""

import secrets
from datetime import datetime, timedelta

from django.core.mail import send_mail
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

SESSION_KEY = "step_up"
GOOD_FOR = timedelta(minutes=10)
MOST_TRIES = 5
SALT = "catalog.lines.step_up"


def send_code(request: HttpRequest, *, purpose: str, at: datetime) -> None:
    """Send a fresh code for one purpose; the one before is no longer good."""
    code = f"{secrets.randbelow(1_000_000):06d}"
    request.session[SESSION_KEY] = {
        "purpose": purpose,
        "digest": _digest(purpose, code),
        "until": (at + GOOD_FOR).isoformat(),
        "tries": MOST_TRIES,
    }
    send_mail(
        subject=_("Your code to change a SIM"),
        message=_(
            "Your code is %(code)s. It is good for ten minutes.\n\n"
            "If you did not ask for it, somebody else is signed in to your account: "
            "do not pass the code on, and change your password."
        )
        % {"code": code},
        from_email=None,
        recipient_list=[request.user.email],
    )


def is_code_sent(request: HttpRequest, *, purpose: str, at: datetime) -> bool:
    """Say whether a code for that purpose is still good."""
    waiting = request.session.get(SESSION_KEY)
    return bool(
        waiting
        and waiting["purpose"] == purpose
        and waiting["tries"] > 0
        and at < datetime.fromisoformat(waiting["until"])
    )


def take_code(request: HttpRequest, *, purpose: str, code: str, at: datetime) -> bool:
    """Say whether the code is right; a right one is used up, a wrong one costs a try."""
    if not is_code_sent(request, purpose=purpose, at=at):
        return False
    waiting = request.session[SESSION_KEY]
    if constant_time_compare(waiting["digest"], _digest(purpose, code.strip())):
        del request.session[SESSION_KEY]
        return True
    request.session[SESSION_KEY] = {**waiting, "tries": waiting["tries"] - 1}
    return False


def _digest(purpose: str, code: str) -> str:
    return salted_hmac(SALT, f"{purpose}:{code}", algorithm="sha256").hexdigest()
