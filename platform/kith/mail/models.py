"""Which mails were sent: what happened, told to whom, and no word of it."""

from django.db import models


class SentMail(models.Model):
    """One mail that went out; its key is a digest of its name, what happened, and the address."""

    key = models.CharField(primary_key=True, max_length=64)
    sent_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.key
