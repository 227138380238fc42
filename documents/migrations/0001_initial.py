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
        ("units", "0001_initial"),
    ]

    operations = [
        core.migration_steps.CreateModels(
            models=[
                migrations.CreateModel(
                    name="StoredFile",
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
                        ("sha256", models.CharField(max_length=64, unique=True)),
                        ("size", models.PositiveBigIntegerField()),
                        ("content_type", models.CharField(max_length=100)),
                        ("shows", models.CharField(blank=True, default="", max_length=32)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                    ],
                ),
                migrations.CreateModel(
                    name="LegalDocument",
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
                        ("kind", models.CharField(max_length=60, verbose_name="loại văn bản")),
                        (
                            "reference_number",
                            models.CharField(
                                blank=True, default="", max_length=80, verbose_name="số, ký hiệu"
                            ),
                        ),
                        (
                            "issuer",
                            models.CharField(
                                blank=True,
                                default="",
                                max_length=200,
                                verbose_name="cơ quan ban hành",
                            ),
                        ),
                        (
                            "issued_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày ban hành"),
                        ),
                        (
                            "issued_precision",
                            models.CharField(
                                choices=[
                                    ("day", "ngày"),
                                    ("month", "tháng"),
                                    ("year", "năm"),
                                    ("unknown", "không ghi"),
                                ],
                                default="unknown",
                                max_length=8,
                                verbose_name="độ chính xác của ngày",
                            ),
                        ),
                        (
                            "title",
                            models.TextField(blank=True, default="", verbose_name="trích yếu"),
                        ),
                        (
                            "signer",
                            models.CharField(
                                blank=True, default="", max_length=200, verbose_name="người ký"
                            ),
                        ),
                        ("note", models.TextField(blank=True, default="", verbose_name="ghi chú")),
                    ],
                    options={
                        "verbose_name": "văn bản",
                        "verbose_name_plural": "văn bản",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("reference_number", ""), _negated=True),
                                fields=("kind", "reference_number", "issuer", "issued_on"),
                                name="documents_legal_document_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NumberSeries",
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
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="number_series",
                                to="units.unit",
                            ),
                        ),
                        ("body", models.CharField(max_length=40, verbose_name="cơ quan ban hành")),
                        ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                        (
                            "kind",
                            models.CharField(
                                blank=True, default="", max_length=10, verbose_name="loại văn bản"
                            ),
                        ),
                        (
                            "started_after",
                            models.PositiveIntegerField(
                                default=0, verbose_name="số cuối cùng đã cấp trước đó"
                            ),
                        ),
                        (
                            "last_number",
                            models.PositiveIntegerField(
                                default=0, verbose_name="số cuối cùng đã cấp"
                            ),
                        ),
                        (
                            "last_dated",
                            models.DateField(
                                blank=True, null=True, verbose_name="ngày của số cuối cùng"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "sổ số văn bản",
                        "verbose_name_plural": "sổ số văn bản",
                        "ordering": ["-year", "body", "kind"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("unit", "body", "year", "kind"),
                                name="documents_series_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("last_number__gte", models.F("started_after"))),
                                name="documents_series_counts_up",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IssuedPaper",
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
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="issued_papers",
                                to="units.unit",
                            ),
                        ),
                        ("kind", models.CharField(max_length=60)),
                        ("object_id", models.CharField(max_length=64)),
                        ("version", models.PositiveSmallIntegerField(default=1)),
                        (
                            "title",
                            models.CharField(max_length=500, verbose_name="tên loại và trích yếu"),
                        ),
                        (
                            "type_code",
                            models.CharField(
                                blank=True, default="", max_length=10, verbose_name="mã loại"
                            ),
                        ),
                        (
                            "body",
                            models.CharField(
                                blank=True,
                                default="",
                                max_length=40,
                                verbose_name="cơ quan ban hành",
                            ),
                        ),
                        (
                            "symbol",
                            models.CharField(
                                blank=True, default="", max_length=80, verbose_name="ký hiệu"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Dự thảo"),
                                    ("checked", "Đã kiểm tra"),
                                    ("frozen", "Đã chốt"),
                                    ("numbered", "Đã cấp số"),
                                    ("signed", "Có bản đã ký"),
                                    ("sent", "Đã gửi"),
                                    ("received", "Nơi nhận đã nhận"),
                                    ("returned", "Nơi nhận trả lại"),
                                    ("recalled", "Đã thu hồi"),
                                ],
                                default="draft",
                                max_length=10,
                            ),
                        ),
                        ("row_version", models.PositiveIntegerField(default=0)),
                        ("content", models.JSONField(blank=True, default=dict)),
                        ("content_hash", models.CharField(blank=True, default="", max_length=64)),
                        ("checked_hash", models.CharField(blank=True, default="", max_length=64)),
                        (
                            "signatory",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="papers",
                                to="documents.signatory",
                            ),
                        ),
                        (
                            "frozen_pdf",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.storedfile",
                            ),
                        ),
                        (
                            "frozen_docx",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.storedfile",
                            ),
                        ),
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
                        (
                            "series",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="papers",
                                to="documents.numberseries",
                            ),
                        ),
                        (
                            "number",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="số"),
                        ),
                        (
                            "dated",
                            models.DateField(blank=True, null=True, verbose_name="ngày ban hành"),
                        ),
                        (
                            "issued_pdf",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.storedfile",
                            ),
                        ),
                        (
                            "issued_docx",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.storedfile",
                            ),
                        ),
                        ("job_id", models.BigIntegerField(blank=True, null=True)),
                        (
                            "chair_signed_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="ngày người có thẩm quyền ký"
                            ),
                        ),
                        (
                            "signed_file",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.storedfile",
                            ),
                        ),
                        ("signatures", models.JSONField(blank=True, default=list)),
                        (
                            "recipient",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="papers_received",
                                to="units.unit",
                            ),
                        ),
                        (
                            "recipient_name",
                            models.CharField(
                                blank=True, default="", max_length=300, verbose_name="nơi nhận"
                            ),
                        ),
                        ("sent_at", models.DateTimeField(blank=True, null=True)),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "replaces",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replaced_by",
                                to="documents.issuedpaper",
                            ),
                        ),
                        (
                            "purpose",
                            models.CharField(
                                choices=[
                                    ("itself", "Văn bản"),
                                    ("correction", "Đính chính"),
                                    ("recall", "Thu hồi"),
                                ],
                                default="itself",
                                max_length=10,
                            ),
                        ),
                        (
                            "about",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="later_papers",
                                to="documents.issuedpaper",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(default=core.clock.now, editable=False),
                        ),
                    ],
                    options={
                        "verbose_name": "văn bản phát hành",
                        "verbose_name_plural": "văn bản phát hành",
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(fields=["unit", "state"], name="documents_paper_state")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("kind", "object_id"), name="documents_paper_once"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("number__isnull", False)),
                                fields=("series", "number"),
                                name="documents_number_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("number__isnull", True),
                                    models.Q(("series__isnull", False), ("dated__isnull", False)),
                                    _connector="OR",
                                ),
                                name="documents_number_has_a_book",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["draft", "checked"]),
                                    models.Q(
                                        ("frozen_pdf__isnull", False),
                                        models.Q(("content_hash", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="documents_frozen_is_whole",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PaperEvent",
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
                            "paper",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="events",
                                to="documents.issuedpaper",
                            ),
                        ),
                        (
                            "action",
                            models.CharField(
                                choices=[
                                    ("check", "Kiểm tra xong"),
                                    ("redraft", "Lập lại dự thảo"),
                                    ("freeze", "Chốt"),
                                    ("record_signing", "Ghi nhận đã ký"),
                                    ("number", "Cấp số"),
                                    ("upload_signed", "Tải lên bản đã ký"),
                                    ("send", "Gửi"),
                                    ("receive", "Nhận"),
                                    ("return", "Trả lại"),
                                    ("recall", "Thu hồi"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("from_state", models.CharField(max_length=10)),
                        ("to_state", models.CharField(max_length=10)),
                        (
                            "actor",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("note", models.TextField(blank=True, default="")),
                        ("at", models.DateTimeField(default=core.clock.now, editable=False)),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Signatory",
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
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="signatories",
                                to="units.unit",
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="họ và tên")),
                        (
                            "lines",
                            models.JSONField(
                                default=list, verbose_name="các dòng ghi quyền hạn, chức vụ"
                            ),
                        ),
                        ("from_on", models.DateField(verbose_name="từ ngày")),
                        (
                            "to_on",
                            models.DateField(blank=True, null=True, verbose_name="đến hết ngày"),
                        ),
                        (
                            "basis",
                            models.CharField(
                                blank=True, default="", max_length=300, verbose_name="căn cứ"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "người ký",
                        "verbose_name_plural": "người ký",
                        "ordering": ["unit_id", "from_on", "pk"],
                    },
                ),
            ],
        ),
    ]
