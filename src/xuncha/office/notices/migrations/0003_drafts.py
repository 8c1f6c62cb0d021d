import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0009_bodies"),
        ("notices", "0002_issued_notices"),
        ("people", "0003_roles_and_bodies"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="NoticeDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("drafting", "拟稿中"),
                            ("sent", "待核稿"),
                            ("checked", "已核稿，待审签"),
                            ("approved", "已审签，待印发"),
                            ("issued", "已印发"),
                            ("withdrawn", "已撤销"),
                        ],
                        default="drafting",
                        max_length=20,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("template", models.CharField(max_length=60)),
                ("template_text", models.TextField()),
                ("arrangement", models.JSONField(default=list)),
                ("words", models.JSONField(default=dict)),
                ("document_number", models.CharField(blank=True, max_length=60)),
                ("signed_on", models.DateField()),
                ("deadline", models.DateField()),
                ("reason", models.CharField(blank=True, max_length=400)),
                ("begun_by_name", models.CharField(max_length=60)),
                ("begun_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                (
                    "begun_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "corrects",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drafts",
                        to="notices.issuednotice",
                    ),
                ),
                (
                    "issued",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="draft",
                        to="notices.issuednotice",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notice_drafts",
                        to="people.office",
                    ),
                ),
                (
                    "recheck",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.round",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notice_drafts",
                        to="casework.round",
                    ),
                ),
            ],
            options={
                "ordering": ["-changed_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="DraftStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("begun", "拟稿"),
                            ("changed", "修改"),
                            ("sent", "送核"),
                            ("checked", "核稿"),
                            ("approved", "审签"),
                            ("issued", "印发"),
                            ("sent_back", "退回修改"),
                            ("outdated", "因记录变化退回"),
                            ("withdrawn", "撤销"),
                        ],
                        max_length=20,
                    ),
                ),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("remark", models.CharField(blank=True, max_length=400)),
                ("by_name", models.CharField(max_length=60)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="notices.noticedraft",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="DraftCopy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=200)),
                ("content", models.TextField(blank=True)),
                ("fault", models.CharField(blank=True, max_length=400)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("records_until", models.PositiveBigIntegerField(default=0)),
                ("made_at", models.DateTimeField()),
                (
                    "draft",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="copy",
                        to="notices.noticedraft",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="noticedraft",
            index=models.Index(fields=["round", "state"], name="draft_by_state"),
        ),
    ]
