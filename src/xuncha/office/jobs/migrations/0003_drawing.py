"""Orders to many bodies are drawn up by a worker."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("jobs", "0002_second_look"),
    ]

    operations = [
        migrations.AddField(
            model_name="job",
            name="drawing",
            field=models.JSONField(default=dict),
        ),
        migrations.AlterField(
            model_name="job",
            name="kind",
            field=models.CharField(
                choices=[
                    ("visit", "访问和判定"),
                    ("retry", "重新访问"),
                    ("judge", "重新判定"),
                    ("recheck", "复查访问"),
                    ("draw", "拟制整改单"),
                ],
                max_length=10,
            ),
        ),
    ]
