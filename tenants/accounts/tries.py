"""
Tries at a password or a second step: who is heard, who waits, and how the owner gets in.

Guessing is counted by account and address together, so that nobody who guesses elsewhere locks
the owner out. Many addresses that try one account are counted by the account too, but never for a
browser that its owner signed in with before: it has a count of its own. A link by mail opens at
any time.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from kith.limits.allowances import Rate, give_back, spend
from kith.limits.guesses import begin_guess, forgive, forgive_last

PASSWORD, SECOND_STEP = "sign-in", "second-step"
# What one address may get wrong, whomever it tries to be: an office shares one, a sprayer too.
FROM_ONE_ADDRESS = Rate(60, timedelta(minutes=10))
# What all unknown browsers together may get wrong at one account before they wait.
FREE_FOR_STRANGERS = 50
STRANGERS_WAIT = (timedelta(minutes=5), timedelta(minutes=10), timedelta(minutes=15))


@dataclass(frozen=True)
class Try:
    """One try that was counted before its answer is known."""

    of: str
    account: str
    address: str
    # The browser its owner signed in with before; empty when it is none of those.
    device: str
    at: datetime

    def was_right(self) -> None:
        """Forget what this one's owner got wrong; what others tried stays counted."""
        if self.device:
            forgive(f"{self.of}:device", by=f"{self.device} {self.account}")
            return
        forgive(f"{self.of}:pair", by=f"{self.address} {self.account}")
        forgive_last(f"{self.of}:account", by=self.account, at=self.at)
        give_back(f"{self.of}:address", by=self.address, rate=FROM_ONE_ADDRESS)


def begin_try(*, of: str, account: str, address: str, device: str, at: datetime) -> Try:
    """
    Count one try at an account's secret, named as its owner types it.

    :raises TooOften: this one has to wait; says how long
    """
    this = Try(of=of, account=account.strip().lower(), address=address, device=device, at=at)
    if this.device:
        begin_guess(f"{of}:device", by=f"{device} {this.account}", at=at)
        return this
    begin_guess(f"{of}:pair", by=f"{address} {this.account}", at=at)
    begin_guess(
        f"{of}:account",
        by=this.account,
        at=at,
        free=FREE_FOR_STRANGERS,
        waits=STRANGERS_WAIT,
    )
    spend(f"{of}:address", by=address, rate=FROM_ONE_ADDRESS, at=at)
    return this


def forget_tries(*, account: str, address: str) -> None:
    """Let an owner who proved the mailbox begin anew, from where they are and everywhere."""
    name = account.strip().lower()
    forgive(f"{PASSWORD}:pair", by=f"{address} {name}")
    forgive(f"{PASSWORD}:account", by=name)
