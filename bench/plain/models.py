"""A table of offers as wide as ours."""

from django.db import models


class Offer(models.Model):
    code = models.SlugField(unique=True, max_length=60)
    base_code = models.CharField(max_length=200)
    base_version = models.PositiveIntegerField(default=1)
    base_name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12)
    name = models.CharField(max_length=60)
    blurb = models.CharField(max_length=200, blank=True)
    allowances = models.JSONField(default=dict)
    price_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        app_label = "storefront"

    def __str__(self) -> str:
        return self.code
