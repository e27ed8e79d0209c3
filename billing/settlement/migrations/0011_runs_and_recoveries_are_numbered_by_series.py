"""
Runs and statements of recoveries go on from their highest number, by a series that is locked.

Reads both tables once; it locks nothing but the new rows.
"""

from django.db import migrations

GO_ON = r"""
INSERT INTO series_series (name, last)
SELECT substring(number FROM '^[RB]-\d{4}'), max(substring(number FROM '\d+$')::bigint)
FROM (
    SELECT number FROM settlement_run UNION ALL SELECT number FROM settlement_statement
) AS given
WHERE number ~ '^[RB]-\d{4}-\d+$'
GROUP BY 1
"""
GO_BACK = "DELETE FROM series_series WHERE name LIKE 'R-%' OR name LIKE 'B-%'"


class Migration(migrations.Migration):
    dependencies = [
        ("settlement", "0010_surpluses_go_back_by_themselves"),
        ("series", "0001_series"),
    ]

    operations = [migrations.RunSQL(GO_ON, GO_BACK)]
