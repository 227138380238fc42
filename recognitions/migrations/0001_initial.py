"""Every table of the first version; see docs/decisions/0046."""

import core.migration_steps
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("documents", "0001_initial"),
        ("units", "0001_initial"),
    ]

    operations = [
        core.migration_steps.CreateModels(
            models=[
                migrations.CreateModel(
                    name="Title",
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
                        ("code", models.CharField(max_length=40, unique=True, verbose_name="mã")),
                        ("name", models.CharField(max_length=120, verbose_name="tên danh hiệu")),
                        (
                            "holder_types",
                            models.JSONField(default=list, verbose_name="loại đơn vị"),
                        ),
                        (
                            "valid_months",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Bỏ trống khi chưa rõ.",
                                null=True,
                                verbose_name="thời hạn (tháng)",
                            ),
                        ),
                        (
                            "basis_note",
                            models.TextField(blank=True, default="", verbose_name="căn cứ"),
                        ),
                        (
                            "position",
                            models.PositiveSmallIntegerField(default=0, verbose_name="thứ tự"),
                        ),
                    ],
                    options={
                        "verbose_name": "danh hiệu",
                        "verbose_name_plural": "danh hiệu",
                        "ordering": ["position", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Recognition",
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
                            "title",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="recognitions",
                                to="recognitions.title",
                                verbose_name="danh hiệu",
                            ),
                        ),
                        (
                            "holder",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="recognitions",
                                to="units.unit",
                                verbose_name="đơn vị được xét",
                            ),
                        ),
                        (
                            "holder_name",
                            models.CharField(max_length=300, verbose_name="tên khi quyết định"),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("under_consideration", "Đang xét"),
                                    ("recognised", "Đã công nhận"),
                                    ("revoked", "Đã thu hồi"),
                                ],
                                max_length=20,
                                verbose_name="trạng thái",
                            ),
                        ),
                        (
                            "decision_number",
                            models.CharField(
                                blank=True, default="", max_length=80, verbose_name="số quyết định"
                            ),
                        ),
                        (
                            "decided_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày quyết định"),
                        ),
                        (
                            "decided_by",
                            models.CharField(
                                blank=True,
                                default="",
                                max_length=200,
                                verbose_name="cơ quan quyết định",
                            ),
                        ),
                        (
                            "signer",
                            models.CharField(
                                blank=True, default="", max_length=120, verbose_name="người ký"
                            ),
                        ),
                        (
                            "valid_from",
                            models.DateField(blank=True, null=True, verbose_name="có giá trị từ"),
                        ),
                        (
                            "valid_to",
                            models.DateField(blank=True, null=True, verbose_name="đến hết ngày"),
                        ),
                        (
                            "scan",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.storedfile",
                                verbose_name="bản quét",
                            ),
                        ),
                        (
                            "scan_name",
                            models.CharField(
                                blank=True, default="", max_length=200, verbose_name="tên tệp quét"
                            ),
                        ),
                        ("note", models.TextField(blank=True, default="", verbose_name="ghi chú")),
                        (
                            "revoked_reason",
                            models.TextField(blank=True, default="", verbose_name="lý do thu hồi"),
                        ),
                        (
                            "batch",
                            models.CharField(
                                blank=True,
                                db_index=True,
                                default="",
                                editable=False,
                                max_length=32,
                                verbose_name="đợt ghi",
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người nhập",
                            ),
                        ),
                        (
                            "version",
                            models.PositiveIntegerField(default=0, verbose_name="phiên bản"),
                        ),
                    ],
                    options={
                        "verbose_name": "lần công nhận",
                        "verbose_name_plural": "lần công nhận",
                        "ordering": ["-year", "title__position", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("status", "revoked"), _negated=True),
                                fields=("title", "holder", "year"),
                                name="recognitions_title_holder_year_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "recognised"), _negated=True),
                                    models.Q(
                                        models.Q(("decision_number", ""), _negated=True),
                                        ("decided_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="recognitions_recognised_by_decision",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_from", None),
                                    ("valid_to", None),
                                    ("valid_to__gte", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="recognitions_valid_range",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["under_consideration", "recognised", "revoked"])
                                ),
                                name="recognitions_status_known",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
