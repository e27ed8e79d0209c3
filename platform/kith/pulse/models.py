"""The last sign of life of each part."""

from django.db import models


class Pulse(models.Model):
    """One row a part, however many processes it has: whichever is alive writes over the others."""

    part = models.CharField(primary_key=True, max_length=20)
    process = models.CharField(max_length=120)
    felt_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.part} at {self.felt_at:%H:%M:%S}"
