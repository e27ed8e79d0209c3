"""
Who may join a team, by whose word and until when.

A new table: locks nobody. A tenant's role sees the invitations into its own team.
"""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

ENABLE = """
ALTER TABLE accounts_teaminvitation ENABLE ROW LEVEL SECURITY;
ALTER TABLE accounts_teaminvitation FORCE ROW LEVEL SECURITY;
CREATE POLICY the_house_sees_every_invitation ON accounts_teaminvitation
    TO kith_public, kith_owner USING (true) WITH CHECK (true);
CREATE POLICY a_tenant_sees_its_own_invitations ON accounts_teaminvitation FOR SELECT
    USING (tenant_id = (SELECT uuid FROM registry_tenant WHERE db_role = current_user::text));
"""
DISABLE = """
DROP POLICY a_tenant_sees_its_own_invitations ON accounts_teaminvitation;
DROP POLICY the_house_sees_every_invitation ON accounts_teaminvitation;
ALTER TABLE accounts_teaminvitation NO FORCE ROW LEVEL SECURITY;
ALTER TABLE accounts_teaminvitation DISABLE ROW LEVEL SECURITY;
"""
ROLES = [
    ("customer", "Customer"),
    ("ambassador", "Ambassador"),
    ("reseller", "Reseller"),
    ("operator", "Virtual operator"),
    ("teammate", "Teammate"),
    ("staff", "Staff"),
    ("finance", "Finance"),
    ("approver", "Approver"),
]


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_guests"), ("registry", "0001_tenants_and_hosts")]

    operations = [
        migrations.CreateModel(
            name="TeamInvitation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("email", models.EmailField(max_length=254)),
                ("role", models.CharField(choices=ROLES, max_length=12)),
                ("invited_by", models.UUIDField()),
                ("invited_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "accepted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "tenant",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.tenant",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=Q(accepted_at=None, withdrawn_at=None),
                        fields=("tenant", "email", "role"),
                        name="a_role_is_offered_to_somebody_once_at_a_time",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=Q(accepted_at=None) | Q(withdrawn_at=None),
                        name="an_accepted_offer_was_not_withdrawn",
                    ),
                    models.CheckConstraint(
                        condition=Q(accepted_at=None, accepted_by=None)
                        | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                        name="an_accepted_offer_says_by_whom",
                    ),
                ],
            },
        ),
        migrations.RunSQL(ENABLE, DISABLE),
    ]
