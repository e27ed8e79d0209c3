"""What is sent outside and may stay unanswered: one row, one machine, whoever the receiver is."""

from kith.transmission.outcomes import NotNow, Outcome, Refused, RefusedForNow, Unanswered

__all__ = ["NotNow", "Outcome", "Refused", "RefusedForNow", "Unanswered"]
