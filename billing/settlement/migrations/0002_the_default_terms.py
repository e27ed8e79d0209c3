"""The sharing models that the programme starts from."""

from datetime import UTC, datetime

from django.db import migrations

BEGINNING = datetime(2020, 1, 1, tzinfo=UTC)
PARTS = {
    "home": ("none", None, 0, 0),
    "reseller": ("rest", 1_000, 300, 1_000),
    "operator": ("price", None, 300, 0),
}


def seed(apps, schema_editor):
    model = apps.get_model("settlement", "SharingModel")
    for kind, (wholesale, seller, platform, sponsor) in PARTS.items():
        model.objects.get_or_create(
            seller_kind=kind,
            version=1,
            defaults={
                "starts_at": BEGINNING,
                "parts": {
                    "wholesale": wholesale,
                    "seller_basis_points": seller,
                    "platform_basis_points": platform,
                    "sponsor_basis_points": sponsor,
                },
            },
        )
    apps.get_model("settlement", "SettlementTerms").objects.get_or_create(
        currency="EUR", starts_at=BEGINNING
    )


class Migration(migrations.Migration):
    dependencies = [("settlement", "0001_the_settlement")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
