"""Row policies on statements. Takes a short exclusive lock on the two tables, once."""

from django.db import migrations

ENABLE = """
ALTER TABLE settlement_statement ENABLE ROW LEVEL SECURITY;
ALTER TABLE settlement_statement FORCE ROW LEVEL SECURITY;
CREATE POLICY the_house_sees_every_statement ON settlement_statement
    TO kith_public, kith_owner USING (true) WITH CHECK (true);
CREATE POLICY a_tenant_sees_its_own_statements ON settlement_statement FOR SELECT
    USING (tenant_id = (SELECT uuid FROM registry_tenant WHERE db_role = current_user::text));

ALTER TABLE settlement_statementline ENABLE ROW LEVEL SECURITY;
ALTER TABLE settlement_statementline FORCE ROW LEVEL SECURITY;
CREATE POLICY the_house_sees_every_line ON settlement_statementline
    TO kith_public, kith_owner USING (true) WITH CHECK (true);
CREATE POLICY a_tenant_sees_its_own_lines ON settlement_statementline FOR SELECT
    USING (EXISTS (
        SELECT 1 FROM settlement_statement stated
        WHERE stated.uuid = settlement_statementline.statement_id
    ));
"""
DISABLE = """
DROP POLICY a_tenant_sees_its_own_lines ON settlement_statementline;
DROP POLICY the_house_sees_every_line ON settlement_statementline;
ALTER TABLE settlement_statementline NO FORCE ROW LEVEL SECURITY;
ALTER TABLE settlement_statementline DISABLE ROW LEVEL SECURITY;
DROP POLICY a_tenant_sees_its_own_statements ON settlement_statement;
DROP POLICY the_house_sees_every_statement ON settlement_statement;
ALTER TABLE settlement_statement NO FORCE ROW LEVEL SECURITY;
ALTER TABLE settlement_statement DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("settlement", "0003_frozen_amounts_stay"),
        ("registry", "0001_tenants_and_hosts"),
    ]
    operations = [migrations.RunSQL(ENABLE, DISABLE)]
