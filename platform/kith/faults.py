"""What went wrong inside: its trace in the log, and a reference to it for whoever meets it."""

from __future__ import annotations

import re
import secrets

import structlog
from django.utils.translation import gettext as _

log = structlog.get_logger("faults")
_REFERENCE = re.compile(r"F-[0-9A-F]{8}")


def log_fault(error: BaseException, *, about: str) -> str:
    """Write a fault with its trace to the log; return the reference it is found by."""
    reference = f"F-{secrets.token_hex(4).upper()}"
    log.error("fault", reference=reference, about=about, exc_info=error)
    return reference


def reference_in(kept: str) -> str:
    """Return the reference in what is kept of a fault; empty where nobody logged one."""
    found = _REFERENCE.match(kept)
    return found[0] if found else ""


def fault_words(kept: str) -> str:
    """Say that something went wrong, and where the log has the rest; never what a program said."""
    if reference := reference_in(kept):
        return _("Something went wrong on our side. The log has it under %(reference)s.") % {
            "reference": reference
        }
    return _("Something went wrong on our side.")
