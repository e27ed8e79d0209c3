"""How long the pools keep a promise, and for whom."""

from datetime import timedelta

# Nobody should get calls meant for the last holder of a number.
QUARANTINE = timedelta(days=90)
