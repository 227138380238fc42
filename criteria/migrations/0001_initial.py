"""Every table of the first version; see docs/decisions/0046."""

import core.migration_steps
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("documents", "0001_initial"),
        ("recognitions", "0001_initial"),
    ]

    operations = [
        core.migration_steps.CreateModels(
            models=[
                migrations.CreateModel(
                    name="CriteriaSet",
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
                        ("code", models.CharField(max_length=60, verbose_name="mã")),
                        (
                            "version",
                            models.PositiveSmallIntegerField(default=1, verbose_name="phiên bản"),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("plan", "Tiêu chí của kế hoạch"),
                                    ("official", "Bộ tiêu chí chính thức"),
                                    ("indicators", "Biểu số liệu"),
                                ],
                                max_length=12,
                                verbose_name="loại",
                            ),
                        ),
                        ("name", models.CharField(max_length=300, verbose_name="tên")),
                        (
                            "document",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.legaldocument",
                                verbose_name="văn bản",
                            ),
                        ),
                        (
                            "source_number",
                            models.CharField(
                                blank=True,
                                default="",
                                max_length=20,
                                verbose_name="số mục trong văn bản",
                            ),
                        ),
                        (
                            "title",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="criteria_sets",
                                to="recognitions.title",
                                verbose_name="danh hiệu",
                            ),
                        ),
                        (
                            "scoring_mode",
                            models.CharField(
                                choices=[
                                    ("judgement", "Đạt – một phần – chưa đạt"),
                                    ("points", "Chấm điểm"),
                                    ("all_indicators", "Đạt tất cả chỉ tiêu"),
                                ],
                                max_length=16,
                                verbose_name="cách chấm",
                            ),
                        ),
                        (
                            "completeness",
                            models.CharField(
                                choices=[
                                    ("complete", "Đầy đủ"),
                                    ("partial", "Mới có một phần"),
                                    ("empty", "Chưa có nội dung"),
                                ],
                                max_length=10,
                                verbose_name="mức đầy đủ",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "Bản thảo"),
                                    ("published", "Đang dùng"),
                                    ("retired", "Ngừng dùng"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="trạng thái",
                            ),
                        ),
                        (
                            "effective_from",
                            models.DateField(blank=True, null=True, verbose_name="hiệu lực từ"),
                        ),
                        (
                            "effective_to",
                            models.DateField(blank=True, null=True, verbose_name="hiệu lực đến"),
                        ),
                        (
                            "is_in_force",
                            models.BooleanField(
                                blank=True,
                                help_text="Để trống khi chưa rõ.",
                                null=True,
                                verbose_name="văn bản còn hiệu lực",
                            ),
                        ),
                        (
                            "is_designed",
                            models.BooleanField(
                                default=False, verbose_name="thiết kế của sản phẩm"
                            ),
                        ),
                        ("source", models.TextField(blank=True, default="", verbose_name="nguồn")),
                        ("note", models.TextField(blank=True, default="", verbose_name="ghi chú")),
                        (
                            "content_hash",
                            models.CharField(
                                blank=True, default="", max_length=64, verbose_name="mã nội dung"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "bộ tiêu chí",
                        "verbose_name_plural": "bộ tiêu chí",
                        "ordering": ["code", "-version"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("code", "version"), name="criteria_set_version_once"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("status", "published")),
                                fields=("code",),
                                name="criteria_set_one_published",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Criterion",
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
                            "criteria_set",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="criteria",
                                to="criteria.criteriaset",
                            ),
                        ),
                        ("code", models.CharField(max_length=40, verbose_name="mã")),
                        ("position", models.PositiveSmallIntegerField(verbose_name="thứ tự")),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="children",
                                to="criteria.criterion",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("graded", "Đạt – một phần – chưa đạt"),
                                    ("title", "Danh hiệu"),
                                    ("scored", "Chấm điểm"),
                                    ("required", "Phải đạt"),
                                    ("heading", "Nhóm"),
                                ],
                                max_length=10,
                                verbose_name="loại",
                            ),
                        ),
                        ("text_source", models.TextField()),
                        ("text_shown", models.TextField(verbose_name="nội dung")),
                        ("note", models.TextField(blank=True, default="")),
                        (
                            "max_points",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=7,
                                null=True,
                                verbose_name="điểm cao nhất",
                            ),
                        ),
                        (
                            "points_method",
                            models.CharField(
                                choices=[
                                    ("typed", "Chấm trực tiếp"),
                                    ("count", "Số lượng nhân với điểm"),
                                    ("best", "So với nơi cao nhất"),
                                    ("rank", "Theo thứ hạng"),
                                ],
                                default="typed",
                                max_length=8,
                                verbose_name="cách tính điểm",
                            ),
                        ),
                        (
                            "points_each",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=7,
                                null=True,
                                verbose_name="điểm mỗi đơn vị, mỗi bậc",
                            ),
                        ),
                        (
                            "points_effect",
                            models.CharField(
                                choices=[
                                    ("normal", "Trong thang điểm"),
                                    ("bonus", "Điểm thưởng"),
                                    ("penalty", "Điểm trừ"),
                                ],
                                default="normal",
                                max_length=8,
                                verbose_name="tác dụng",
                            ),
                        ),
                        (
                            "zero_without_evidence",
                            models.BooleanField(
                                default=False, verbose_name="không có minh chứng thì 0 điểm"
                            ),
                        ),
                        (
                            "threshold_percent",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=5,
                                null=True,
                                verbose_name="tỷ lệ phải đạt (%)",
                            ),
                        ),
                        ("sub_unit_types", models.JSONField(blank=True, default=list)),
                        ("evidence_hint", models.TextField(blank=True, default="")),
                        ("requires_evidence", models.BooleanField(default=False)),
                        (
                            "is_yearly",
                            models.BooleanField(
                                default=False,
                                help_text="Không lấy lại giá trị của năm trước: năm nào cũng phải trả lời mới.",
                                verbose_name="cập nhật hằng năm",
                            ),
                        ),
                        ("source", models.TextField(blank=True, default="", verbose_name="nguồn")),
                        (
                            "titles",
                            models.ManyToManyField(
                                blank=True, related_name="criteria", to="recognitions.title"
                            ),
                        ),
                        (
                            "official_sets",
                            models.ManyToManyField(
                                blank=True, related_name="+", to="criteria.criteriaset"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "tiêu chí",
                        "verbose_name_plural": "tiêu chí",
                        "ordering": ["position", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("criteria_set", "code"), name="criteria_criterion_code_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["scored", "heading"]),
                                    ("max_points", None),
                                    _connector="OR",
                                ),
                                name="criteria_points_only_where_scored",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        ["graded", "title", "scored", "required", "heading"],
                                    )
                                ),
                                name="criteria_criterion_kind_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Indicator",
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
                            "criteria_set",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="indicators",
                                to="criteria.criteriaset",
                            ),
                        ),
                        ("code", models.CharField(max_length=60)),
                        ("position", models.PositiveSmallIntegerField()),
                        ("section", models.CharField(blank=True, default="", max_length=200)),
                        ("label", models.TextField()),
                        ("help_text", models.TextField(blank=True, default="")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("count", "Số đếm"),
                                    ("money", "Số tiền (đồng)"),
                                    ("ratio", "Tỷ lệ"),
                                    ("level", "Mức độ"),
                                    ("yes_no", "Có/không"),
                                    ("date", "Ngày"),
                                    ("text", "Nội dung"),
                                    ("list", "Danh sách"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("unit_label", models.CharField(blank=True, default="", max_length=40)),
                        ("is_required", models.BooleanField(default=False)),
                        (
                            "is_yearly",
                            models.BooleanField(
                                default=False,
                                help_text="Không lấy lại giá trị của năm trước: năm nào cũng phải trả lời mới.",
                                verbose_name="cập nhật hằng năm",
                            ),
                        ),
                        ("answered_by", models.JSONField(blank=True, default=list)),
                        ("numerator", models.CharField(blank=True, default="", max_length=60)),
                        ("denominator", models.CharField(blank=True, default="", max_length=60)),
                        ("columns", models.JSONField(blank=True, default=list)),
                        ("options", models.JSONField(blank=True, default=list)),
                        ("filled_from", models.CharField(blank=True, default="", max_length=300)),
                        ("feeds", models.JSONField(blank=True, default=list)),
                    ],
                    options={
                        "ordering": ["position", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("criteria_set", "code"), name="criteria_indicator_code_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "count",
                                            "money",
                                            "ratio",
                                            "level",
                                            "yes_no",
                                            "date",
                                            "text",
                                            "list",
                                        ],
                                    )
                                ),
                                name="criteria_indicator_kind_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IndicatorCheck",
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
                            "criteria_set",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="checks",
                                to="criteria.criteriaset",
                            ),
                        ),
                        ("code", models.CharField(max_length=40)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("le", "Không lớn hơn"),
                                    ("balance", "Cân đối"),
                                    ("jump", "Tăng giảm so với năm trước"),
                                    ("totals", "Bằng tổng các đơn vị"),
                                    ("notice", "Quy tắc chung, phần mềm tự thực hiện"),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "terms",
                            models.JSONField(help_text="Mã các dòng, theo thứ tự của quy tắc."),
                        ),
                        ("percent", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("is_hard", models.BooleanField(default=True)),
                        ("message", models.TextField()),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("criteria_set", "code"), name="criteria_check_code_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PassRule",
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
                            "criteria_set",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rules",
                                to="criteria.criteriaset",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(verbose_name="thứ tự")),
                        ("label", models.CharField(max_length=80, verbose_name="mức")),
                        (
                            "min_points",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=7,
                                null=True,
                                verbose_name="từ (điểm)",
                            ),
                        ),
                        (
                            "max_points_below",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=7,
                                null=True,
                                verbose_name="dưới (điểm)",
                            ),
                        ),
                        (
                            "floor_each",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=7,
                                null=True,
                                verbose_name="mỗi phần ít nhất (điểm)",
                            ),
                        ),
                        (
                            "needs_all",
                            models.BooleanField(
                                default=False, verbose_name="mọi tiêu chí áp dụng đều đạt"
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
                                verbose_name="phải có danh hiệu",
                            ),
                        ),
                        (
                            "needs",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="criteria.passrule",
                                verbose_name="phải đạt trước mức",
                            ),
                        ),
                        (
                            "ratio",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("criteria_met", "Tiêu chí đạt trên tiêu chí áp dụng"),
                                    ("families_held", "Hộ được công nhận trên tổng số hộ"),
                                    ("families_registered", "Hộ đăng ký trên tổng số hộ"),
                                    ("clans_held", "Dòng họ được công nhận trên tổng số dòng họ"),
                                    (
                                        "units_held",
                                        "Đơn vị được công nhận trên tổng số đơn vị trực thuộc",
                                    ),
                                ],
                                default="",
                                max_length=20,
                                verbose_name="tỷ lệ",
                            ),
                        ),
                        (
                            "min_ratio",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=5,
                                null=True,
                                verbose_name="tỷ lệ từ (%)",
                            ),
                        ),
                        (
                            "criterion",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="criteria.criterion",
                                verbose_name="tiêu chí khống chế",
                            ),
                        ),
                        (
                            "criterion_min",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=7,
                                null=True,
                                verbose_name="tiêu chí khống chế từ (điểm)",
                            ),
                        ),
                        (
                            "is_pass",
                            models.BooleanField(blank=True, null=True, verbose_name="là đạt"),
                        ),
                        (
                            "unit_types",
                            models.JSONField(blank=True, default=list, verbose_name="loại đơn vị"),
                        ),
                        (
                            "area",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("difficult", "Vùng khó khăn"),
                                    ("ordinary", "Ngoài vùng khó khăn"),
                                ],
                                default="",
                                max_length=10,
                                verbose_name="khu vực",
                            ),
                        ),
                        (
                            "valid_from",
                            models.DateField(blank=True, null=True, verbose_name="áp dụng từ ngày"),
                        ),
                        (
                            "valid_to",
                            models.DateField(blank=True, null=True, verbose_name="đến hết ngày"),
                        ),
                        (
                            "is_local",
                            models.BooleanField(default=False, verbose_name="địa phương đặt"),
                        ),
                        ("source", models.TextField(blank=True, default="", verbose_name="nguồn")),
                    ],
                    options={
                        "verbose_name": "mức kết quả",
                        "verbose_name_plural": "mức kết quả",
                        "ordering": ["position", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("needs", None),
                                    models.Q(("needs", models.F("id")), _negated=True),
                                    _connector="OR",
                                ),
                                name="criteria_rule_not_of_itself",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_from", None),
                                    ("valid_to", None),
                                    ("valid_to__gte", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="criteria_rule_valid_range",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ratio", ""), ("min_ratio", None)),
                                    models.Q(
                                        models.Q(("ratio", ""), _negated=True),
                                        ("min_ratio__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="criteria_rule_ratio_whole",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
