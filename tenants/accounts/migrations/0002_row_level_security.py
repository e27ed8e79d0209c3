from django.db import migrations

# The public side and the owner see every row; a tenant's role sees the roles held in
# that tenant, and the people who hold one today. FORCE: the owner obeys policies too,
# so that a mistake in the first policy is felt at once.
ENABLE = """
ALTER TABLE accounts_partyrole ENABLE ROW LEVEL SECURITY;
ALTER TABLE accounts_partyrole FORCE ROW LEVEL SECURITY;
CREATE POLICY the_house_sees_every_role ON accounts_partyrole
    TO kith_public, kith_owner USING (true) WITH CHECK (true);
CREATE POLICY a_tenant_sees_its_own_roles ON accounts_partyrole FOR SELECT
    USING (tenant_id = (SELECT uuid FROM registry_tenant WHERE db_role = current_user::text));

ALTER TABLE accounts_person ENABLE ROW LEVEL SECURITY;
ALTER TABLE accounts_person FORCE ROW LEVEL SECURITY;
CREATE POLICY the_house_sees_everybody ON accounts_person
    TO kith_public, kith_owner USING (true) WITH CHECK (true);
CREATE POLICY a_tenant_sees_its_own_people ON accounts_person FOR SELECT
    USING (EXISTS (
        SELECT 1 FROM accounts_partyrole held
        WHERE held.person_id = accounts_person.id
          AND held.ends_at IS NULL
          AND held.tenant_id = (
              SELECT uuid FROM registry_tenant WHERE db_role = current_user::text
          )
    ));
"""
DISABLE = """
DROP POLICY a_tenant_sees_its_own_people ON accounts_person;
DROP POLICY the_house_sees_everybody ON accounts_person;
ALTER TABLE accounts_person NO FORCE ROW LEVEL SECURITY;
ALTER TABLE accounts_person DISABLE ROW LEVEL SECURITY;
DROP POLICY a_tenant_sees_its_own_roles ON accounts_partyrole;
DROP POLICY the_house_sees_every_role ON accounts_partyrole;
ALTER TABLE accounts_partyrole NO FORCE ROW LEVEL SECURITY;
ALTER TABLE accounts_partyrole DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_people_and_roles"), ("registry", "0001_tenants_and_hosts")]

    operations = [migrations.RunSQL(ENABLE, DISABLE)]
