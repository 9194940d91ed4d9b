from django.db import migrations


class Migration(migrations.Migration):
    """A response is rewritten many times; free space in its page keeps each rewrite there, and indexes untouched."""

    dependencies = [("exams", "0001_initial")]
    operations = [
        migrations.RunSQL(
            "ALTER TABLE exams_response SET (fillfactor = 70)", "ALTER TABLE exams_response RESET (fillfactor)"
        )
    ]
