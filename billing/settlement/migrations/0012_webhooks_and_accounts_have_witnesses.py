"""
The database says when a webhook was taken in; the audit log says whose account is whose.

Locks the webhooks for as long as it takes to read them once.
"""

from typing import Any

import django.db.models.functions.datetime
from django.db import migrations, models


def say_whose_account(apps: Any, _editor: Any) -> None:
    """Accounts that were opened before this was recorded."""
    entries = apps.get_model("audit", "AuditEntry").objects
    payees = apps.get_model("settlement", "Payee").objects.exclude(stripe_account=None)
    entries.bulk_create(
        entries.model(
            action="payee.account_opened",
            subject=f"payee:{payee.pk}",
            detail={"account": payee.stripe_account},
            happened_at=payee.onboarding_started_at or payee.created_at,
        )
        for payee in payees.order_by("pk")
    )


class Migration(migrations.Migration):
    dependencies = [
        ("settlement", "0011_runs_and_recoveries_are_numbered_by_series"),
        ("audit", "0003_blocks_are_chained"),
    ]

    operations = [
        migrations.AddField(
            model_name="webhookevent",
            name="recorded_at",
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
        ),
        migrations.RunSQL(
            "CREATE INDEX webhooks_by_time ON settlement_webhookevent USING brin (recorded_at)",
            "DROP INDEX webhooks_by_time",
        ),
        migrations.RunPython(say_whose_account, migrations.RunPython.noop),
    ]
