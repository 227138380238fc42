"""Every table of the first version; see docs/decisions/0046."""

import core.clock
import core.migration_steps
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("campaigns", "0001_initial"),
        ("documents", "0001_initial"),
        ("units", "0001_initial"),
    ]

    operations = [
        core.migration_steps.CreateModels(
            models=[
                migrations.CreateModel(
                    name="AnnualReport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "campaign_year",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reports",
                                to="campaigns.campaignyear",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reports",
                                to="units.unit",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("village_sheet", "Phiếu tự đánh giá và biểu của thôn"),
                                    ("agency_report", "Báo cáo của cơ quan, đơn vị"),
                                    ("commune_report", "Báo cáo tổng hợp năm"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("version", models.PositiveSmallIntegerField(default=1)),
                        (
                            "duty",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="reports",
                                to="campaigns.duty",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "Đang lập"),
                                    ("draft", "Bản dự thảo"),
                                    ("frozen", "Đã chốt"),
                                ],
                                default="waiting",
                                max_length=8,
                            ),
                        ),
                        ("figures", models.JSONField(blank=True, null=True)),
                        ("figures_hash", models.CharField(blank=True, default="", max_length=64)),
                        (
                            "pdf",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.storedfile",
                            ),
                        ),
                        (
                            "docx",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.storedfile",
                            ),
                        ),
                        ("files_for", models.CharField(blank=True, default="", max_length=64)),
                        (
                            "paper",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="report",
                                to="documents.issuedpaper",
                            ),
                        ),
                        ("job_id", models.BigIntegerField(blank=True, null=True)),
                        ("built_at", models.DateTimeField(blank=True, null=True)),
                        ("built_on", models.DateField(blank=True, null=True)),
                        ("frozen_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "frozen_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("campaign_year", "unit", "kind", "version"),
                                name="reports_one_per_unit_year_kind_version",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "frozen"), _negated=True),
                                fields=("campaign_year", "unit", "kind"),
                                name="reports_one_unfrozen",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "frozen"), _negated=True),
                                    models.Q(
                                        ("pdf__isnull", False),
                                        ("docx__isnull", False),
                                        models.Q(("figures_hash", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="reports_frozen_is_whole",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Bundle",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("papers", "Giấy tờ của các đơn vị"),
                                    ("handover", "Hồ sơ bàn giao của năm"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="units.unit",
                            ),
                        ),
                        (
                            "campaign_year",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bundles",
                                to="campaigns.campaignyear",
                            ),
                        ),
                        (
                            "requested_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("requested_at", models.DateTimeField(default=core.clock.now)),
                        ("job_id", models.BigIntegerField(blank=True, null=True)),
                        ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "file",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.storedfile",
                            ),
                        ),
                        ("entries", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "ordering": ["-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="BundleItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "bundle",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="items",
                                to="reports.bundle",
                            ),
                        ),
                        (
                            "campaign_year",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.campaignyear",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="units.unit",
                            ),
                        ),
                        (
                            "report",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="reports.annualreport",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("bundle", "campaign_year", "unit"),
                                name="reports_once_in_a_bundle",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EditedPassage",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "report",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="edits",
                                to="reports.annualreport",
                            ),
                        ),
                        ("key", models.CharField(max_length=16)),
                        ("headings", models.JSONField(default=list)),
                        ("blocks", models.JSONField()),
                        ("written_beside", models.CharField(max_length=64)),
                        ("version", models.PositiveIntegerField(default=0)),
                        (
                            "edited_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("edited_at", models.DateTimeField(default=core.clock.now)),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("report", "key"), name="reports_passage_edited_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReportOutline",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "campaign",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="outlines",
                                to="campaigns.campaign",
                            ),
                        ),
                        ("version", models.PositiveSmallIntegerField()),
                        ("text", models.TextField(blank=True, default="")),
                        ("written_at", models.DateTimeField()),
                        (
                            "written_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-version"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("campaign", "version"),
                                name="reports_outline_one_per_version",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
