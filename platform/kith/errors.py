"""What Kith says when it refuses: a sentence, a stable code, and how to mend it."""

from django.utils.translation import gettext as _


class DomainError(Exception):
    """
    A foreseen refusal, shown to the person and never paged on.

    `code` is stable and meant for programs, `str(error)` is the sentence shown,
    `mend` says what to do now.
    """

    code = "refused"

    def __init__(self, message: str, *, mend: str = "") -> None:
        super().__init__(message)
        self.mend = mend


class Unavailable(Exception):
    """
    What the work needs is away: a shop, the payment processor, the network.

    Nothing is wrong with the work itself: the outbox waits such an outage out and uses up no
    attempt (`kith.outbox.outages`). A refusal that is one inherits from both classes.
    """


class KeyReused(DomainError):
    """An idempotency key that already names a different request; `what` is for programmers."""

    code = "key.reused"

    def __init__(self, message: str = "", *, mend: str = "", what: str = "") -> None:
        super().__init__(
            message or _("This form was sent before, with something else in it."),
            mend=mend or _("Nothing more was done. Load the page anew and look at what was done."),
        )
        self.what = what
