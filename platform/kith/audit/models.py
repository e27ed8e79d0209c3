"""Who did what, when, and the seals on what was written; rows are written once."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models.functions import Now


class AuditEntry(models.Model):
    """One privileged action."""

    action = models.CharField(max_length=80)
    actor_id = models.UUIDField(null=True)
    tenant_id = models.UUIDField(null=True)
    subject = models.CharField(max_length=200)
    detail = models.JSONField(default=dict)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [
            models.Index(name="audit_by_subject", fields=["subject", "-id"]),
            models.Index(name="audit_newest_first", fields=["-happened_at", "-id"]),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.subject}"


class Block(models.Model):
    """
    A seal on rows of one table of one schema, chained to the block before.

    Its hash is over all of it and the hash of the block before: no block can be changed, left out
    or put between others without changing every one that follows.
    """

    number = models.BigIntegerField(primary_key=True)
    schema = models.CharField(max_length=63)
    source = models.CharField(max_length=63)
    # A row's key -> the digest of its content.
    rows = models.JSONField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)
    sealed_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [
            models.Index(name="blocks_of_a_table", fields=["schema", "source", "-number"]),
        ]

    def __str__(self) -> str:
        return f"block {self.number}"


class Look(models.Model):
    """When a table of a schema was last looked over for what has no seal; only spares looks."""

    schema = models.CharField(max_length=63)
    source = models.CharField(max_length=63)
    # How many rows it had taken in by then, by the database's own statistics.
    taken_in = models.BigIntegerField()
    looked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="a_table_has_one_last_look", fields=["schema", "source"]),
        ]

    def __str__(self) -> str:
        return f"look at {self.schema}.{self.source}"

    def spares(self, *, taken_in: int, pause: timedelta, at: datetime) -> bool:
        """Tell whether nothing came in since; no look to come spares one now."""
        return self.taken_in == taken_in and timedelta(0) <= at - self.looked_at < pause
