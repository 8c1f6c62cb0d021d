from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0003_column_identity"),
    ]

    operations = [
        migrations.AddField(
            model_name="visitrecord",
            name="services",
            field=models.JSONField(null=True),
        ),
    ]
