"""Refuse changes to the audit log, whoever asks. Locks the log for the moment of the DDL."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION audit_is_written_once() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog AS $$
BEGIN
    RAISE EXCEPTION 'the audit log is written once' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER audit_is_written_once BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_auditentry
FOR EACH STATEMENT EXECUTE FUNCTION audit_is_written_once();
"""
ALLOW = (
    "DROP TRIGGER audit_is_written_once ON audit_auditentry; DROP FUNCTION audit_is_written_once();"
)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_the_audit_log")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]
