"""
The brand of a shop moves into the row of its workspace: one row each, always read together.

The new columns are nullable or have a default; both tables, of one row each, are locked meanwhile.
"""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

FOLD = """
DO $$ BEGIN
    LOCK TABLE workspace_brand;
    UPDATE workspace_workspace SET
        accent = brand.accent, ink_on_accent = brand.ink_on_accent,
        surface_tint = brand.surface_tint, radius = brand.radius,
        type_pairing = brand.type_pairing, logo = brand.logo, logo_width = brand.logo_width,
        logo_height = brand.logo_height
    FROM workspace_brand AS brand WHERE brand.workspace_id = workspace_workspace.id;
END $$
"""
UNFOLD = """
INSERT INTO workspace_brand (
    workspace_id, accent, ink_on_accent, surface_tint, radius, type_pairing, logo, logo_width,
    logo_height
)
SELECT id, accent, ink_on_accent, surface_tint, radius, type_pairing, logo, logo_width, logo_height
FROM workspace_workspace WHERE accent IS NOT NULL
"""
HEX = django.core.validators.RegexValidator("\\A#[0-9a-f]{6}\\Z")
PAIRINGS = [
    ("paper", "Paper: a bookish serif over a plain sans"),
    ("ledger", "Ledger: a sober serif over a plain sans"),
    ("harbour", "Harbour: a slab serif over a plain sans"),
    ("signal", "Signal: one clear sans"),
    ("studio", "Studio: a geometric sans"),
    ("plain", "Plain: a humanist sans"),
]
COLOURS = ("accent", "ink_on_accent", "surface_tint")


def column(name: str, field: models.Field) -> migrations.AddField:
    return migrations.AddField(model_name="workspace", name=name, field=field)


def rule(name: str, condition: models.Q) -> migrations.AddConstraint:
    return migrations.AddConstraint(
        model_name="workspace", constraint=models.CheckConstraint(condition=condition, name=name)
    )


class Migration(migrations.Migration):
    dependencies = [("workspace", "0001_shop_and_brand")]

    operations = [
        *(
            column(name, models.CharField(max_length=7, null=True, validators=[HEX]))
            for name in COLOURS
        ),
        column("radius", models.PositiveSmallIntegerField(null=True)),
        column("type_pairing", models.CharField(choices=PAIRINGS, max_length=8, null=True)),
        column("logo", models.CharField(blank=True, default="", max_length=80)),
        column("logo_width", models.PositiveSmallIntegerField(null=True)),
        column("logo_height", models.PositiveSmallIntegerField(null=True)),
        migrations.RunSQL(FOLD, UNFOLD),
        migrations.DeleteModel(name="Brand"),
        rule(
            "brand_is_whole_or_missing",
            models.Q(
                ("accent", None),
                ("ink_on_accent", None),
                ("logo", ""),
                ("radius", None),
                ("surface_tint", None),
                ("type_pairing", None),
            )
            | models.Q(
                ("accent__isnull", False),
                ("ink_on_accent__isnull", False),
                ("radius__isnull", False),
                ("surface_tint__isnull", False),
                ("type_pairing__isnull", False),
            ),
        ),
        rule("brand_radius_is_small", models.Q(("radius__lte", 28))),
        rule(
            "brand_colours_are_hex",
            models.Q(
                ("accent__regex", "^#[0-9a-f]{6}$"),
                ("ink_on_accent__regex", "^#[0-9a-f]{6}$"),
                ("surface_tint__regex", "^#[0-9a-f]{6}$"),
            ),
        ),
        rule(
            "brand_logo_has_a_size",
            models.Q(
                ("logo", ""),
                models.Q(("logo_height__isnull", False), ("logo_width__isnull", False)),
                _connector="OR",
            ),
        ),
    ]
