"""One tenant's own words, set-up and looks: a single row."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _

ONLY = 1
HEX = RegexValidator(r"\A#[0-9a-f]{6}\Z")


class TypePairing(models.TextChoices):
    """The six pairs of typefaces a brand may speak in."""

    PAPER = "paper", _("Paper: a bookish serif over a plain sans")
    LEDGER = "ledger", _("Ledger: a sober serif over a plain sans")
    HARBOUR = "harbour", _("Harbour: a slab serif over a plain sans")
    SIGNAL = "signal", _("Signal: one clear sans")
    STUDIO = "studio", _("Studio: a geometric sans")
    PLAIN = "plain", _("Plain: a humanist sans")


class Workspace(models.Model):
    """How a shop introduces itself, what it wears, and how far its set-up has come."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY)
    name = models.CharField(max_length=80)
    tagline = models.CharField(max_length=160, blank=True)
    about = models.TextField(blank=True, max_length=2000)
    support_email = models.EmailField(blank=True)
    support_hours = models.CharField(max_length=120, blank=True)
    languages = models.JSONField(default=list)
    # Tagline, about and hours in further languages: `kith.translated`.
    translations = models.JSONField(default=dict, db_default={})
    described_at = models.DateTimeField(null=True)
    branded_at = models.DateTimeField(null=True)
    shared_at = models.DateTimeField(null=True)

    # The brand: a handful of typed tokens, never a style sheet. All of them, or none.
    accent = models.CharField(max_length=7, validators=[HEX], null=True)
    ink_on_accent = models.CharField(max_length=7, validators=[HEX], null=True)
    surface_tint = models.CharField(max_length=7, validators=[HEX], null=True)
    radius = models.PositiveSmallIntegerField(null=True)
    type_pairing = models.CharField(max_length=8, choices=TypePairing, null=True)
    # The file's name is its content's hash: a new logo has a new address, the old one may be kept.
    logo = models.CharField(max_length=80, blank=True, default="")
    logo_width = models.PositiveSmallIntegerField(null=True)
    logo_height = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            CheckConstraint(name="workspace_is_one", condition=Q(id=ONLY)),
            CheckConstraint(
                name="brand_is_whole_or_missing",
                condition=Q(
                    accent=None,
                    ink_on_accent=None,
                    surface_tint=None,
                    radius=None,
                    type_pairing=None,
                    logo="",
                )
                | Q(
                    accent__isnull=False,
                    ink_on_accent__isnull=False,
                    surface_tint__isnull=False,
                    radius__isnull=False,
                    type_pairing__isnull=False,
                ),
            ),
            CheckConstraint(name="brand_radius_is_small", condition=Q(radius__lte=28)),
            CheckConstraint(
                name="brand_colours_are_hex",
                condition=Q(accent__regex=r"^#[0-9a-f]{6}$")
                & Q(ink_on_accent__regex=r"^#[0-9a-f]{6}$")
                & Q(surface_tint__regex=r"^#[0-9a-f]{6}$"),
            ),
            CheckConstraint(
                name="brand_logo_has_a_size",
                condition=Q(logo="") | Q(logo_width__isnull=False, logo_height__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def has_brand(self) -> bool:
        return self.accent is not None
