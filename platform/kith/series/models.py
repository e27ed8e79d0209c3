"""How far each series went, in a shop and on the shared side alike."""

from django.db import models


class Series(models.Model):
    """The last number given out; taking one locks the row, so that no number is left out."""

    name = models.CharField(max_length=20, unique=True)
    last = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name}: {self.last}"
