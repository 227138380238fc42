"""Every table of the first version; see docs/decisions/0046."""

import core.migration_steps
import django.db.models.deletion
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("campaigns", "0001_initial"),
        ("criteria", "0001_initial"),
        ("documents", "0001_initial"),
        ("recognitions", "0001_initial"),
        ("units", "0001_initial"),
    ]

    operations = [
        core.migration_steps.CreateModels(
            models=[
                migrations.CreateModel(
                    name="Assessment",
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
                                related_name="assessments",
                                to="campaigns.campaignyear",
                                verbose_name="năm của phong trào",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="assessments",
                                to="units.unit",
                                verbose_name="đơn vị",
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.participantgroup",
                                verbose_name="nhóm tham gia",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "Đang nhập"),
                                    ("submitted", "Đã nộp"),
                                    ("in_review", "Đang thẩm định"),
                                    ("returned", "Đã trả lại"),
                                    ("reviewed", "Đã thẩm định"),
                                    ("final", "Đã chốt"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="trạng thái",
                            ),
                        ),
                        (
                            "version",
                            models.PositiveIntegerField(default=0, verbose_name="phiên bản"),
                        ),
                        (
                            "unit_name",
                            models.CharField(
                                blank=True, default="", max_length=300, verbose_name="tên khi nộp"
                            ),
                        ),
                        (
                            "unit_path",
                            models.CharField(
                                blank=True, default="", max_length=96, verbose_name="vị trí khi nộp"
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("self", "Tự nhập"),
                                    ("phone", "Điện thoại"),
                                    ("paper", "Phiếu giấy"),
                                    ("meeting", "Họp thôn"),
                                ],
                                default="self",
                                max_length=8,
                                verbose_name="hình thức nhận",
                            ),
                        ),
                        (
                            "paper_received_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="ngày nhận bản giấy"
                            ),
                        ),
                        (
                            "submitted_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="nộp lúc"),
                        ),
                        (
                            "submitted_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người nộp",
                            ),
                        ),
                        (
                            "receipt_code",
                            models.CharField(
                                blank=True,
                                db_index=True,
                                default="",
                                max_length=20,
                                verbose_name="mã biên nhận",
                            ),
                        ),
                        (
                            "reviewed_on",
                            models.DateField(blank=True, null=True, verbose_name="duyệt ngày"),
                        ),
                        (
                            "reviewed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người duyệt",
                            ),
                        ),
                        (
                            "level",
                            models.PositiveSmallIntegerField(
                                default=1, verbose_name="cấp thẩm định"
                            ),
                        ),
                        (
                            "forwarded_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người thẩm định cấp dưới",
                            ),
                        ),
                        (
                            "own_work_reason",
                            models.TextField(
                                blank=True, default="", verbose_name="lý do tự duyệt việc mình nhập"
                            ),
                        ),
                        (
                            "outside_number",
                            models.CharField(
                                blank=True,
                                default="",
                                max_length=80,
                                verbose_name="số văn bản cấp trên",
                            ),
                        ),
                        (
                            "outside_date",
                            models.DateField(
                                blank=True, null=True, verbose_name="ngày văn bản cấp trên"
                            ),
                        ),
                        (
                            "outside_file",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.storedfile",
                                verbose_name="tệp văn bản cấp trên",
                            ),
                        ),
                        (
                            "is_reopened",
                            models.BooleanField(default=False, verbose_name="đã mở lại"),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(auto_now_add=True, verbose_name="tạo lúc"),
                        ),
                        ("saved_at", models.DateTimeField(auto_now=True, verbose_name="lưu lúc")),
                    ],
                    options={
                        "verbose_name": "hồ sơ tự đánh giá",
                        "verbose_name_plural": "hồ sơ tự đánh giá",
                        "indexes": [
                            models.Index(
                                fields=["campaign_year", "status"], name="assessments_year_status"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("campaign_year", "unit"),
                                name="assessments_one_per_unit_and_year",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "status__in",
                                        [
                                            "draft",
                                            "submitted",
                                            "in_review",
                                            "returned",
                                            "reviewed",
                                            "final",
                                        ],
                                    )
                                ),
                                name="assessments_status_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Answer",
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
                            "assessment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="answers",
                                to="assessments.assessment",
                            ),
                        ),
                        (
                            "criterion",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="criteria.criterion",
                            ),
                        ),
                        (
                            "self_value",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("met", "Đạt"),
                                    ("partly", "Đạt một phần"),
                                    ("not_met", "Chưa đạt"),
                                    ("not_applicable", "Không áp dụng"),
                                ],
                                default="",
                                max_length=16,
                            ),
                        ),
                        ("self_note", models.TextField(blank=True, default="")),
                        ("gap_reason", models.TextField(blank=True, default="")),
                        (
                            "reviewed_value",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("met", "Đạt"),
                                    ("partly", "Đạt một phần"),
                                    ("not_met", "Chưa đạt"),
                                    ("not_applicable", "Không áp dụng"),
                                ],
                                default="",
                                max_length=16,
                            ),
                        ),
                        ("reviewed_reason", models.TextField(blank=True, default="")),
                        (
                            "final_value",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("met", "Đạt"),
                                    ("partly", "Đạt một phần"),
                                    ("not_met", "Chưa đạt"),
                                    ("not_applicable", "Không áp dụng"),
                                ],
                                default="",
                                max_length=16,
                            ),
                        ),
                        ("final_reason", models.TextField(blank=True, default="")),
                        ("is_returned", models.BooleanField(default=False)),
                        ("return_reason", models.TextField(blank=True, default="")),
                        (
                            "carried",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("waiting", "Mang sang, chưa xác nhận"),
                                    ("confirmed", "Mang sang, đã xác nhận"),
                                ],
                                default="",
                                max_length=10,
                                verbose_name="mang sang từ năm trước",
                            ),
                        ),
                        (
                            "title_state",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("achieved", "Đạt"),
                                    ("partly", "Đạt một phần"),
                                    ("under_consideration", "Đang xét"),
                                    ("not_achieved", "Chưa đạt"),
                                    ("not_applicable", "Không áp dụng"),
                                ],
                                default="",
                                max_length=20,
                            ),
                        ),
                        (
                            "final_title_state",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("achieved", "Đạt"),
                                    ("partly", "Đạt một phần"),
                                    ("under_consideration", "Đang xét"),
                                    ("not_achieved", "Chưa đạt"),
                                    ("not_applicable", "Không áp dụng"),
                                ],
                                default="",
                                max_length=20,
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=0)),
                        ("saved_at", models.DateTimeField(auto_now=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("assessment", "criterion"), name="assessments_answer_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("self_value", "not_applicable"), _negated=True),
                                    models.Q(("self_note", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="assessments_not_applicable_has_a_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("final_value", ""),
                                    ("reviewed_value", ""),
                                    ("final_value", models.F("reviewed_value")),
                                    models.Q(("final_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="assessments_final_differs_with_a_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("is_returned", False),
                                    models.Q(("return_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="assessments_return_has_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AssessmentEvent",
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
                            "assessment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="events",
                                to="assessments.assessment",
                                verbose_name="hồ sơ",
                            ),
                        ),
                        ("action", models.CharField(max_length=20, verbose_name="việc")),
                        (
                            "from_status",
                            models.CharField(
                                blank=True, default="", max_length=10, verbose_name="từ trạng thái"
                            ),
                        ),
                        (
                            "to_status",
                            models.CharField(max_length=10, verbose_name="sang trạng thái"),
                        ),
                        (
                            "actor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người làm",
                            ),
                        ),
                        (
                            "instead_of",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="thay cho",
                            ),
                        ),
                        ("note", models.TextField(blank=True, default="", verbose_name="ghi chú")),
                        (
                            "channel",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("self", "Tự nhập"),
                                    ("phone", "Điện thoại"),
                                    ("paper", "Phiếu giấy"),
                                    ("meeting", "Họp thôn"),
                                ],
                                default="",
                                max_length=8,
                                verbose_name="hình thức nhận",
                            ),
                        ),
                        (
                            "receipt_code",
                            models.CharField(
                                blank=True,
                                db_index=True,
                                default="",
                                max_length=20,
                                verbose_name="mã biên nhận",
                            ),
                        ),
                        (
                            "is_after_closing",
                            models.BooleanField(default=False, verbose_name="sau khi chốt năm"),
                        ),
                        ("at", models.DateTimeField(verbose_name="thời điểm")),
                    ],
                    options={
                        "verbose_name": "bước xử lý hồ sơ",
                        "verbose_name_plural": "bước xử lý hồ sơ",
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Author",
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
                            "assessment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="authors",
                                to="assessments.assessment",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("assessment", "user"), name="assessments_author_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CompactResult",
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
                                related_name="compact_results",
                                to="campaigns.campaignyear",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="compact_results",
                                to="units.unit",
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="units.unit",
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.participantgroup",
                            ),
                        ),
                        (
                            "title",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="recognitions.title",
                            ),
                        ),
                        (
                            "is_registered",
                            models.BooleanField(default=False, verbose_name="đăng ký"),
                        ),
                        (
                            "is_assessed",
                            models.BooleanField(default=False, verbose_name="đã đánh giá"),
                        ),
                        ("values", models.JSONField(blank=True, default=dict)),
                        (
                            "result",
                            models.CharField(
                                blank=True,
                                choices=[("achieved", "Đạt"), ("not_achieved", "Chưa đạt")],
                                default="",
                                max_length=12,
                                verbose_name="kết quả",
                            ),
                        ),
                        (
                            "circumstance",
                            models.CharField(
                                blank=True,
                                choices=[("poor", "Hộ nghèo"), ("near_poor", "Hộ cận nghèo")],
                                default="",
                                max_length=10,
                                verbose_name="diện hộ",
                            ),
                        ),
                        ("note", models.TextField(blank=True, default="")),
                        (
                            "entered_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("saved_at", models.DateTimeField(auto_now=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("campaign_year", "unit"), name="assessments_compact_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("result", ""), ("is_registered", True), _connector="OR"
                                ),
                                name="assessments_compact_result_of_registered",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Evidence",
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
                            "assessment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="evidence",
                                to="assessments.assessment",
                            ),
                        ),
                        (
                            "criterion",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="criteria.criterion",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.storedfile",
                            ),
                        ),
                        ("name", models.CharField(max_length=200)),
                        (
                            "uploaded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("uploaded_at", models.DateTimeField(auto_now_add=True)),
                        ("removed_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Flag",
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
                            "assessment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="flags",
                                to="assessments.assessment",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("jump", "Thay đổi lớn so với năm trước"),
                                    ("all_met", "Mọi mục đều đạt"),
                                    ("same_text", "Lời văn giống hệt đơn vị khác"),
                                    ("same_file", "Minh chứng đã dùng ở nơi khác"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "criterion",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="criteria.criterion",
                            ),
                        ),
                        (
                            "indicator",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="criteria.indicator",
                            ),
                        ),
                        (
                            "other",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="assessments.assessment",
                            ),
                        ),
                        (
                            "evidence",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="assessments.evidence",
                            ),
                        ),
                        (
                            "before",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=20, null=True
                            ),
                        ),
                        (
                            "now",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=20, null=True
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["jump", "all_met", "same_text", "same_file"])
                                ),
                                name="assessments_flag_kind_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IndicatorValue",
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
                            "assessment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="figures",
                                to="assessments.assessment",
                            ),
                        ),
                        (
                            "indicator",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="criteria.indicator",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("value", "Có số liệu"),
                                    ("none", "Không có"),
                                    ("not_applicable", "Không áp dụng"),
                                ],
                                default="",
                                max_length=16,
                            ),
                        ),
                        (
                            "number",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=20, null=True
                            ),
                        ),
                        ("text", models.TextField(blank=True, default="")),
                        ("date", models.DateField(blank=True, null=True)),
                        ("rows", models.JSONField(blank=True, default=list)),
                        (
                            "carried",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("waiting", "Mang sang, chưa xác nhận"),
                                    ("confirmed", "Mang sang, đã xác nhận"),
                                ],
                                default="",
                                max_length=10,
                                verbose_name="mang sang từ năm trước",
                            ),
                        ),
                        ("reason", models.TextField(blank=True, default="")),
                        ("gap_reason", models.TextField(blank=True, default="")),
                        (
                            "jump_reason",
                            models.TextField(
                                blank=True, default="", verbose_name="giải trình thay đổi lớn"
                            ),
                        ),
                        (
                            "reviewed_number",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=20, null=True
                            ),
                        ),
                        ("reviewed_reason", models.TextField(blank=True, default="")),
                        ("is_returned", models.BooleanField(default=False)),
                        ("return_reason", models.TextField(blank=True, default="")),
                        ("version", models.PositiveIntegerField(default=0)),
                        ("saved_at", models.DateTimeField(auto_now=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("assessment", "indicator"), name="assessments_figure_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "not_applicable"), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="assessments_figure_not_applicable_has_a_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("reviewed_number", None),
                                    models.Q(("reviewed_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="assessments_corrected_figure_has_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RecheckSample",
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
                                related_name="recheck_samples",
                                to="campaigns.campaignyear",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("households", "Hộ đã tự đánh giá đạt, ở mỗi thôn"),
                                    ("villages", "Thôn đã nộp phiếu"),
                                ],
                                max_length=10,
                                verbose_name="phúc tra",
                            ),
                        ),
                        ("seed", models.CharField(max_length=20, verbose_name="số gieo")),
                        ("size", models.PositiveSmallIntegerField(verbose_name="số lượng")),
                        ("frame_size", models.PositiveIntegerField(verbose_name="rút từ")),
                        (
                            "drawn_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("drawn_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("campaign_year", "kind", "seed", "size"),
                                name="assessments_sample_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RecheckItem",
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
                            "sample",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="items",
                                to="assessments.rechecksample",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="units.unit",
                            ),
                        ),
                        (
                            "village",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="units.unit",
                            ),
                        ),
                        ("claimed", models.PositiveSmallIntegerField()),
                        ("out_of", models.PositiveSmallIntegerField()),
                        ("found", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("note", models.TextField(blank=True, default="")),
                        ("checked_on", models.DateField(blank=True, null=True)),
                        (
                            "entered_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "ordering": ["position"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("sample", "unit"), name="assessments_sample_item_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("found", None),
                                    ("found__lte", models.F("out_of")),
                                    _connector="OR",
                                ),
                                name="assessments_found_within_whole",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReturnedItem",
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
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="returned_items",
                                to="assessments.assessmentevent",
                            ),
                        ),
                        (
                            "criterion",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="criteria.criterion",
                            ),
                        ),
                        (
                            "indicator",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="criteria.indicator",
                            ),
                        ),
                        ("reason", models.TextField()),
                        ("value", models.CharField(blank=True, default="", max_length=16)),
                        ("text", models.TextField(blank=True, default="")),
                        ("files", models.JSONField(blank=True, default=list)),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("criterion", None), ("indicator", None), _connector="XOR"
                                ),
                                name="assessments_returned_item_is_one_line",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReturnPhrase",
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
                                related_name="return_phrases",
                                to="units.unit",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("text", models.CharField(max_length=300, verbose_name="câu mẫu")),
                        ("is_retired", models.BooleanField(default=False)),
                    ],
                    options={
                        "ordering": ["position", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("unit", "text"), name="assessments_phrase_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReviewSetting",
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
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="review_setting",
                                to="campaigns.campaign",
                            ),
                        ),
                        (
                            "jump_percent",
                            models.DecimalField(
                                decimal_places=1,
                                default=Decimal(50),
                                max_digits=6,
                                verbose_name="thay đổi so với năm trước quá (%)",
                            ),
                        ),
                        (
                            "jump_minimum",
                            models.DecimalField(
                                decimal_places=2,
                                default=Decimal(10),
                                max_digits=20,
                                verbose_name="và chênh lệch từ",
                            ),
                        ),
                        (
                            "text_length",
                            models.PositiveSmallIntegerField(
                                default=40, verbose_name="lời văn giống hệt nhau từ (chữ cái)"
                            ),
                        ),
                        (
                            "all_met_from",
                            models.PositiveSmallIntegerField(
                                default=5, verbose_name="mọi mục đều đạt, từ (mục)"
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                blank=True, default="", max_length=200, verbose_name="căn cứ"
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="ScoreSheet",
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
                                related_name="score_sheets",
                                to="campaigns.campaignyear",
                                verbose_name="năm của phong trào",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="score_sheets",
                                to="units.unit",
                                verbose_name="đơn vị",
                            ),
                        ),
                        (
                            "criteria_set",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="criteria.criteriaset",
                                verbose_name="bộ tiêu chí",
                            ),
                        ),
                        (
                            "stage",
                            models.CharField(
                                choices=[
                                    ("own", "Đơn vị đang chấm"),
                                    ("review", "Chờ thẩm định"),
                                    ("reviewed", "Đã thẩm định"),
                                    ("decided", "Đã chốt"),
                                ],
                                default="own",
                                max_length=10,
                                verbose_name="trạng thái",
                            ),
                        ),
                        (
                            "version",
                            models.PositiveIntegerField(default=0, verbose_name="phiên bản"),
                        ),
                        (
                            "sent_back_reason",
                            models.TextField(blank=True, default="", verbose_name="lý do trả lại"),
                        ),
                        ("saved_at", models.DateTimeField(auto_now=True, verbose_name="lưu lúc")),
                        (
                            "authors",
                            models.ManyToManyField(
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người chấm cho đơn vị",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "phiếu chấm điểm",
                        "verbose_name_plural": "phiếu chấm điểm",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("campaign_year", "unit", "criteria_set"),
                                name="assessments_sheet_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("stage__in", ["own", "review", "reviewed", "decided"])
                                ),
                                name="assessments_sheet_stage_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ScoreLine",
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
                            "sheet",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="lines",
                                to="assessments.scoresheet",
                            ),
                        ),
                        (
                            "criterion",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="criteria.criterion",
                            ),
                        ),
                        (
                            "own_number",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=12, null=True
                            ),
                        ),
                        ("applies", models.BooleanField(default=True)),
                        ("note", models.TextField(blank=True, default="")),
                        ("evidence", models.TextField(blank=True, default="")),
                        (
                            "reviewed_number",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=12, null=True
                            ),
                        ),
                        ("reviewed_reason", models.TextField(blank=True, default="")),
                        (
                            "final_number",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=12, null=True
                            ),
                        ),
                        ("final_reason", models.TextField(blank=True, default="")),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("sheet", "criterion"), name="assessments_score_line_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("applies", True),
                                    models.Q(("note", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="assessments_score_not_applicable_has_a_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("reviewed_number", None),
                                    ("own_number", None),
                                    ("reviewed_number", models.F("own_number")),
                                    models.Q(("reviewed_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="assessments_score_differs_with_a_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("final_number", None),
                                    ("reviewed_number", None),
                                    ("final_number", models.F("reviewed_number")),
                                    models.Q(("final_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="assessments_score_final_differs_with_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Substitution",
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
                                related_name="substitutions",
                                to="units.unit",
                            ),
                        ),
                        (
                            "absent",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="substituted_by",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "stand_in",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="substitutes_for",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("from_on", models.DateField(verbose_name="từ ngày")),
                        ("to_on", models.DateField(verbose_name="đến hết ngày")),
                        ("reason", models.CharField(max_length=300, verbose_name="lý do vắng")),
                        (
                            "named_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("named_at", models.DateTimeField()),
                        ("ended_on", models.DateField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["-from_on", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("to_on__gte", models.F("from_on"))),
                                name="assessments_substitution_in_order",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("absent", models.F("stand_in")), _negated=True),
                                name="assessments_substitution_of_another",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
