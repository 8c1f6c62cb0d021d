"""Who wrote a page is read by a worker where there are many sites."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("jobs", "0003_drawing"),
    ]

    operations = [
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
                    ("publishers", "读取发布单位"),
                ],
                max_length=10,
            ),
        ),
    ]
