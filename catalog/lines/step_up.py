"""
Ask a signed-in person for one more proof before something that could be stolen.

A code goes to every address of theirs; it is good for ten minutes, once, and for one purpose.
Taking over a number is what thieves of accounts want most, so a session alone does not move it.
Codes and tries are counted by person, in the database: another browser has no more of either.
"""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.core.cache import cache
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from kith.limits.allowances import Rate, spend
from kith.limits.guesses import begin_guess, forgive
from kith.mail import Mail, Words
from kith.mail.sending import send_mail_to_each
from kith.wall import required_tenant
from tenants.accounts.readers import everywhere_of

GOOD_FOR = timedelta(minutes=10)
CODES_A_DAY = Rate(5, timedelta(days=1))
NAME = "step-up"
SALT = "catalog.lines.step_up"


def proof_words(*, subject: str, code: str) -> Words:
    """Return what each letter with a code says; its subject tells what the code is for."""
    return Words(
        subject=subject,
        text=[_("Write this code on the page that asked for it. It is good for ten minutes.")],
        code=code,
        small=[
            _(
                "If you did not ask for it, somebody else is signed in to your account: do not"
                " pass the code on, and change your password."
            ),
        ],
    )


def send_code(*, person_id: UUID, purpose: str, at: datetime, letter: Callable[..., Mail]) -> None:
    """
    Send a fresh code for one purpose, in a letter that names it; the one before is no longer good.

    :raises TooOften: the person had as many today as anybody needs
    """
    spend(f"{NAME}:sent", by=str(person_id), rate=CODES_A_DAY, at=at)
    code = f"{secrets.randbelow(1_000_000):06d}"
    cache.set(_key(person_id), _digest(purpose, code), timeout=GOOD_FOR.total_seconds())
    readers = everywhere_of(person_id=person_id)
    send_mail_to_each(letter(code=code), to=readers, tenant_id=required_tenant().uuid)


def is_code_sent(*, person_id: UUID, purpose: str) -> bool:
    """Say whether a code for that purpose is still good."""
    waiting = cache.get(_key(person_id), "")
    return waiting.startswith(f"{purpose}:")


def take_code(*, person_id: UUID, purpose: str, code: str, at: datetime) -> bool:
    """
    Say whether the code is right; a right one is used up, each wrong one makes the wait longer.

    :raises TooOften: the wait after the last wrong one is not over
    """
    begin_guess(NAME, by=str(person_id), at=at)
    waiting = cache.get(_key(person_id), "")
    if not constant_time_compare(waiting, _digest(purpose, code.strip())):
        return False
    # Of two at once one takes it away, and it is good for that one.
    if not cache.delete(_key(person_id)):
        return False
    forgive(NAME, by=str(person_id))
    return True


def _key(person_id: UUID) -> str:
    return f"{NAME}:{person_id}"


def _digest(purpose: str, code: str) -> str:
    digest = salted_hmac(SALT, f"{purpose}:{code}", algorithm="sha256").hexdigest()
    return f"{purpose}:{digest}"
