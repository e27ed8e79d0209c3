"""What is counted, by whom; rows are worthless once their time is over, and swept then."""

from django.db import models


class Allowance(models.Model):
    """
    How far one asker has spent what they may do, as a moment in time.

    Each thing done moves `spent_until` ahead by its share of the period (a token bucket, kept as
    one timestamp: the "generic cell rate algorithm" of ATM networks). Whoever would move it further
    ahead than one period asks too often.
    """

    key = models.CharField(primary_key=True, max_length=120)
    spent_until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.key


class Guessing(models.Model):
    """Tries at a secret that were not known to be right, and when the next one is heard."""

    key = models.CharField(primary_key=True, max_length=120)
    count = models.PositiveIntegerField()
    open_at = models.DateTimeField()
    forgotten_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.key


class Kept(models.Model):
    """A value that a library keeps in a cache and may not lose (`kept_cache`)."""

    key = models.CharField(primary_key=True, max_length=260)
    value = models.JSONField(null=True)
    # None stands for ever.
    ends_at = models.DateTimeField(null=True, db_index=True)

    def __str__(self) -> str:
        return self.key
