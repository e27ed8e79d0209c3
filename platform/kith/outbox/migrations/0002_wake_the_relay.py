"""Wake the relay when a letter is posted. Locks the letterbox for the moment of the DDL."""

from django.db import migrations

WAKE = """
CREATE FUNCTION outbox_wake() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    NOTIFY kith_outbox;
    RETURN NULL;
END $$;
CREATE TRIGGER outbox_wake AFTER INSERT ON outbox_letter
FOR EACH STATEMENT EXECUTE FUNCTION outbox_wake();
"""
REST = "DROP TRIGGER outbox_wake ON outbox_letter; DROP FUNCTION outbox_wake();"


class Migration(migrations.Migration):
    dependencies = [("outbox", "0001_the_letterbox")]
    operations = [migrations.RunSQL(WAKE, REST)]
