"""Columns that the code before does not know, an index and a check, each in a transaction of its own."""

from django.db import migrations

STEPS = [
    (
        "ALTER TABLE exams_response ADD COLUMN sure smallint NOT NULL DEFAULT 0",
        "ALTER TABLE exams_response DROP COLUMN sure",
    ),
    (
        "ALTER TABLE exams_attempt ADD COLUMN room text NOT NULL DEFAULT ''",
        "ALTER TABLE exams_attempt DROP COLUMN room",
    ),
    ("ALTER TABLE people_user ADD COLUMN pronouns text", "ALTER TABLE people_user DROP COLUMN pronouns"),
    ("UPDATE exams_response SET sure = 1 WHERE flagged", ""),
    ("CREATE INDEX CONCURRENTLY response_saved ON exams_response (saved_at)", "DROP INDEX CONCURRENTLY response_saved"),
    (
        "ALTER TABLE exams_response ADD CONSTRAINT sure_enough CHECK (sure < 4) NOT VALID",
        "ALTER TABLE exams_response DROP CONSTRAINT sure_enough",
    ),
    ("ALTER TABLE exams_response VALIDATE CONSTRAINT sure_enough", ""),
]


class Migration(migrations.Migration):
    atomic = False
    dependencies = []
    operations = [migrations.RunSQL(sql, reverse_sql=back or migrations.RunSQL.noop) for sql, back in STEPS]
