from django.db import migrations, models

# Both tables are locked while their rows move: a handful a shop.
FOLD = """
DO $$ BEGIN
    LOCK TABLE circle_ring, circle_healthweek;
    INSERT INTO circle_circle (id, widest, rings, weeks)
    SELECT 1,
           GREATEST(50, (SELECT max(size) FROM circle_ring)),
           COALESCE((SELECT jsonb_object_agg(size::text, opened_at) FROM circle_ring), '{}'),
           COALESCE((
               SELECT jsonb_agg(jsonb_build_object(
                          'week_on', week_on, 'active_lines', active_lines,
                          'served_lines', served_lines, 'percent', percent,
                          'measured_at', measured_at
                      ) ORDER BY week_on DESC)
               FROM (SELECT * FROM circle_healthweek ORDER BY week_on DESC LIMIT 53) AS newest
           ), '[]')
    WHERE EXISTS (SELECT 1 FROM circle_ring) OR EXISTS (SELECT 1 FROM circle_healthweek);
END $$
"""
UNFOLD = """
INSERT INTO circle_ring (size, opened_at)
SELECT key::int, value::timestamptz FROM circle_circle, jsonb_each_text(rings);
INSERT INTO circle_healthweek (week_on, active_lines, served_lines, percent, measured_at)
SELECT week.* FROM circle_circle, jsonb_to_recordset(weeks) AS week(
    week_on date, active_lines int, served_lines int, percent smallint, measured_at timestamptz
)
"""


class Migration(migrations.Migration):
    """Two tables of a few rows become one row: a table costs every shop more than it held."""

    dependencies = [("circle", "0001_circle")]

    operations = [
        migrations.CreateModel(
            name="Circle",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False),
                ),
                ("widest", models.PositiveSmallIntegerField(default=50)),
                ("rings", models.JSONField(default=dict)),
                ("weeks", models.JSONField(default=list)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="circle_is_one"),
                ],
            },
        ),
        migrations.RunSQL(FOLD, UNFOLD),
        migrations.DeleteModel(name="HealthWeek"),
        migrations.DeleteModel(name="Ring"),
        migrations.AddConstraint(
            model_name="circle",
            constraint=models.CheckConstraint(
                condition=models.Q(("widest__in", (5, 15, 50, 150, 500))),
                name="a_ring_has_a_known_size",
            ),
        ),
    ]
