"""Every table of the first version; see docs/decisions/0046."""

import core.migration_steps
import django.core.validators
import django.db.models.deletion
from decimal import Decimal
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
                    name="SessionMember",
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
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="members",
                                to="awards.councilsession",
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="awards.councilmember",
                            ),
                        ),
                        ("full_name", models.CharField(max_length=120)),
                        ("title", models.CharField(blank=True, default="", max_length=160)),
                        (
                            "post",
                            models.CharField(
                                choices=[
                                    ("chair", "Chủ tịch Hội đồng"),
                                    ("deputy", "Phó Chủ tịch Hội đồng"),
                                    ("secretary", "Thư ký"),
                                    ("member", "Ủy viên"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "attendance",
                            models.CharField(
                                choices=[
                                    ("present", "Có mặt"),
                                    ("written", "Vắng, gửi ý kiến bằng văn bản"),
                                    ("absent", "Vắng"),
                                ],
                                default="present",
                                max_length=8,
                            ),
                        ),
                        (
                            "removed_reason",
                            models.CharField(blank=True, default="", max_length=300),
                        ),
                        (
                            "opinion",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.storedfile",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("session", "member"), name="awards_session_member_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CouncilMember",
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
                                related_name="council_members",
                                to="units.unit",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="council_seats",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="tài khoản",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="units.person",
                                verbose_name="nhân khẩu",
                            ),
                        ),
                        ("full_name", models.CharField(max_length=120, verbose_name="họ và tên")),
                        (
                            "title",
                            models.CharField(
                                blank=True, default="", max_length=160, verbose_name="chức vụ"
                            ),
                        ),
                        (
                            "post",
                            models.CharField(
                                choices=[
                                    ("chair", "Chủ tịch Hội đồng"),
                                    ("deputy", "Phó Chủ tịch Hội đồng"),
                                    ("secretary", "Thư ký"),
                                    ("member", "Ủy viên"),
                                ],
                                max_length=10,
                                verbose_name="trong Hội đồng",
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
                                blank=True,
                                default="",
                                max_length=200,
                                verbose_name="quyết định thành lập",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "thành viên Hội đồng Thi đua - Khen thưởng",
                        "verbose_name_plural": "thành viên Hội đồng Thi đua - Khen thưởng",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("to_on", None), ("user__isnull", False)),
                                fields=("unit", "user"),
                                name="awards_one_open_seat",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("to_on", None),
                                    ("to_on__gte", models.F("from_on")),
                                    _connector="OR",
                                ),
                                name="awards_seat_ends_after_start",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CouncilSession",
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
                                related_name="council_sessions",
                                to="units.unit",
                            ),
                        ),
                        ("held_on", models.DateField(verbose_name="ngày họp")),
                        (
                            "place",
                            models.CharField(
                                blank=True, default="", max_length=200, verbose_name="địa điểm"
                            ),
                        ),
                        (
                            "mode",
                            models.CharField(
                                choices=[
                                    ("phone", "Mỗi thành viên bỏ phiếu trên điện thoại"),
                                    ("tally", "Kiểm phiếu giấy, Thư ký nhập kết quả"),
                                ],
                                max_length=8,
                                verbose_name="cách bỏ phiếu",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "Chuẩn bị"),
                                    ("open", "Đang bỏ phiếu"),
                                    ("closed", "Đã kết thúc"),
                                ],
                                default="planned",
                                max_length=8,
                            ),
                        ),
                        (
                            "minutes",
                            models.TextField(blank=True, default="", verbose_name="diễn biến"),
                        ),
                        ("result", models.JSONField(blank=True, null=True)),
                        ("result_hash", models.CharField(blank=True, default="", max_length=64)),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "scan",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.storedfile",
                            ),
                        ),
                        ("scan_name", models.CharField(blank=True, default="", max_length=200)),
                        (
                            "created_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "verbose_name": "phiên họp Hội đồng",
                        "verbose_name_plural": "phiên họp Hội đồng",
                        "ordering": ["-held_on", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "closed"), _negated=True),
                                    models.Q(("result_hash", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="awards_closed_session_has_hash",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LegalRegime",
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
                        ("valid_from", models.DateField(verbose_name="có hiệu lực từ")),
                        (
                            "valid_to",
                            models.DateField(blank=True, null=True, verbose_name="đến hết ngày"),
                        ),
                        ("source", models.TextField(verbose_name="căn cứ")),
                        (
                            "provenance",
                            models.CharField(
                                choices=[
                                    ("found", "đã đối chiếu văn bản"),
                                    ("recalled", "ghi theo trí nhớ, cần đối chiếu"),
                                    ("inferred", "suy ra, cần đối chiếu"),
                                    ("chosen", "sản phẩm đặt, đơn vị sửa được"),
                                    ("local", "địa phương đặt"),
                                ],
                                max_length=10,
                                verbose_name="mức tin cậy",
                            ),
                        ),
                        ("code", models.CharField(max_length=40, unique=True, verbose_name="mã")),
                        ("name", models.CharField(max_length=200, verbose_name="văn bản")),
                        (
                            "citations",
                            models.JSONField(default=list, verbose_name="căn cứ ghi trên văn bản"),
                        ),
                        (
                            "warning",
                            models.TextField(
                                blank=True, default="", verbose_name="điều cần kiểm tra"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "quy định pháp luật theo thời gian",
                        "verbose_name_plural": "quy định pháp luật theo thời gian",
                        "ordering": ["valid_from"],
                    },
                ),
                migrations.CreateModel(
                    name="SpecialDay",
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
                        ("on", models.DateField(unique=True, verbose_name="ngày")),
                        ("name", models.CharField(max_length=120, verbose_name="tên")),
                        ("is_working", models.BooleanField(default=False, verbose_name="làm bù")),
                        ("source", models.TextField(verbose_name="căn cứ")),
                        (
                            "provenance",
                            models.CharField(
                                choices=[
                                    ("found", "đã đối chiếu văn bản"),
                                    ("recalled", "ghi theo trí nhớ, cần đối chiếu"),
                                    ("inferred", "suy ra, cần đối chiếu"),
                                    ("chosen", "sản phẩm đặt, đơn vị sửa được"),
                                    ("local", "địa phương đặt"),
                                ],
                                max_length=10,
                                verbose_name="mức tin cậy",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "ngày nghỉ, ngày làm bù",
                        "verbose_name_plural": "ngày nghỉ, ngày làm bù",
                        "ordering": ["on"],
                    },
                ),
                migrations.CreateModel(
                    name="Achievement",
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
                            "recipient",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="achievements",
                                to="units.unit",
                            ),
                        ),
                        (
                            "campaign",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="achievements",
                                to="campaigns.campaign",
                            ),
                        ),
                        ("period_from", models.PositiveSmallIntegerField(verbose_name="từ năm")),
                        ("period_to", models.PositiveSmallIntegerField(verbose_name="đến năm")),
                    ],
                    options={
                        "verbose_name": "thành tích",
                        "verbose_name_plural": "thành tích",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("recipient", "campaign", "period_from", "period_to"),
                                name="awards_achievement_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("period_to__gte", models.F("period_from"))),
                                name="awards_achievement_period",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AwardType",
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
                        (
                            "name",
                            models.CharField(max_length=200, verbose_name="hình thức khen thưởng"),
                        ),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("agency", "Cơ quan, đơn vị"),
                                    ("commune", "Cấp xã"),
                                    ("province", "Cấp tỉnh"),
                                    ("ministry", "Cấp bộ, ngành, đoàn thể Trung ương"),
                                    ("prime_minister", "Thủ tướng Chính phủ"),
                                ],
                                max_length=16,
                                verbose_name="cấp tặng",
                            ),
                        ),
                        (
                            "plan_names",
                            models.JSONField(default=list, verbose_name="tên trong các kế hoạch"),
                        ),
                        (
                            "position",
                            models.PositiveSmallIntegerField(default=0, verbose_name="thứ tự"),
                        ),
                        ("note", models.TextField(blank=True, default="", verbose_name="ghi chú")),
                    ],
                    options={
                        "verbose_name": "hình thức khen thưởng",
                        "verbose_name_plural": "hình thức khen thưởng",
                        "ordering": ["position", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "level__in",
                                        [
                                            "agency",
                                            "commune",
                                            "province",
                                            "ministry",
                                            "prime_minister",
                                        ],
                                    )
                                ),
                                name="awards_level_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AwardRule",
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
                        ("valid_from", models.DateField(verbose_name="có hiệu lực từ")),
                        (
                            "valid_to",
                            models.DateField(blank=True, null=True, verbose_name="đến hết ngày"),
                        ),
                        ("source", models.TextField(verbose_name="căn cứ")),
                        (
                            "provenance",
                            models.CharField(
                                choices=[
                                    ("found", "đã đối chiếu văn bản"),
                                    ("recalled", "ghi theo trí nhớ, cần đối chiếu"),
                                    ("inferred", "suy ra, cần đối chiếu"),
                                    ("chosen", "sản phẩm đặt, đơn vị sửa được"),
                                    ("local", "địa phương đặt"),
                                ],
                                max_length=10,
                                verbose_name="mức tin cậy",
                            ),
                        ),
                        (
                            "award_type",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rules",
                                to="awards.awardtype",
                                verbose_name="hình thức",
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="units.unit",
                                verbose_name="riêng cho đơn vị và cấp dưới",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("campaign", "Khen thưởng phong trào (thi đua theo chuyên đề)"),
                                    ("merit", "Khen thưởng công trạng"),
                                    ("sudden", "Khen thưởng đột xuất"),
                                ],
                                default="campaign",
                                max_length=10,
                                verbose_name="loại hình",
                            ),
                        ),
                        ("recipients", models.JSONField(default=list, verbose_name="đối tượng")),
                        (
                            "decided_by",
                            models.CharField(max_length=200, verbose_name="người quyết định"),
                        ),
                        ("dossier", models.JSONField(default=list, verbose_name="hồ sơ")),
                        ("form_codes", models.JSONField(default=dict, verbose_name="mẫu")),
                        (
                            "council_required",
                            models.BooleanField(default=True, verbose_name="qua Hội đồng"),
                        ),
                        (
                            "is_secret",
                            models.BooleanField(default=False, verbose_name="bỏ phiếu kín"),
                        ),
                        (
                            "vote_percent",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="tỷ lệ phiếu (%)"
                            ),
                        ),
                        (
                            "vote_is_over",
                            models.BooleanField(default=False, verbose_name="phải quá tỷ lệ"),
                        ),
                        (
                            "vote_denominator",
                            models.CharField(
                                choices=[
                                    ("all_members", "tổng số thành viên"),
                                    ("present", "số người có mặt"),
                                    ("valid_ballots", "số phiếu hợp lệ"),
                                    ("households", "tổng số hộ"),
                                ],
                                default="all_members",
                                max_length=16,
                                verbose_name="tính trên",
                            ),
                        ),
                        (
                            "counts_recused",
                            models.BooleanField(
                                default=True, verbose_name="tính cả người không được biểu quyết"
                            ),
                        ),
                        (
                            "tie_to_chair",
                            models.BooleanField(
                                default=False, verbose_name="ngang phiếu theo ý kiến chủ tọa"
                            ),
                        ),
                        (
                            "quorum_percent",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="có mặt ít nhất (%)"
                            ),
                        ),
                        (
                            "village_percent",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="tỷ lệ đồng ý của thôn (%)"
                            ),
                        ),
                        (
                            "village_is_over",
                            models.BooleanField(default=False, verbose_name="thôn phải quá tỷ lệ"),
                        ),
                        (
                            "village_denominator",
                            models.CharField(
                                choices=[
                                    ("all_members", "tổng số thành viên"),
                                    ("present", "số người có mặt"),
                                    ("valid_ballots", "số phiếu hợp lệ"),
                                    ("households", "tổng số hộ"),
                                ],
                                default="present",
                                max_length=16,
                                verbose_name="thôn tính trên",
                            ),
                        ),
                        (
                            "figure_sources",
                            models.JSONField(
                                blank=True, default=dict, verbose_name="căn cứ của từng số"
                            ),
                        ),
                        (
                            "notice_days",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Ngày làm việc; 0: không cần.",
                                null=True,
                                verbose_name="số ngày công khai",
                            ),
                        ),
                        (
                            "handling_days",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="số ngày làm việc để xử lý"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "quy định về hình thức khen thưởng",
                        "verbose_name_plural": "quy định về hình thức khen thưởng",
                        "ordering": ["award_type", "place", "valid_from", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("place", None)),
                                fields=("award_type", "valid_from"),
                                name="awards_rule_once_from_a_day",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("place__isnull", False)),
                                fields=("award_type", "place", "valid_from"),
                                name="awards_local_rule_once_from_a_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("vote_percent", None),
                                        ("vote_percent__lte", 100),
                                        _connector="OR",
                                    ),
                                    models.Q(
                                        ("quorum_percent", None),
                                        ("quorum_percent__lte", 100),
                                        _connector="OR",
                                    ),
                                    models.Q(
                                        ("village_percent", None),
                                        ("village_percent__lte", 100),
                                        _connector="OR",
                                    ),
                                ),
                                name="awards_rule_percent_at_most_hundred",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to", None),
                                    ("valid_to__gte", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="awards_rule_ends_after_start",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Award",
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
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="awards",
                                to="awards.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "recipient",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="awards",
                                to="units.unit",
                                verbose_name="đối tượng",
                            ),
                        ),
                        (
                            "recipient_name",
                            models.CharField(max_length=300, verbose_name="tên trên quyết định"),
                        ),
                        (
                            "recipient_place",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="nơi ở, nơi công tác"
                            ),
                        ),
                        (
                            "recipient_kind",
                            models.CharField(
                                choices=[
                                    ("collective", "Tập thể"),
                                    ("household", "Hộ gia đình"),
                                    ("individual", "Cá nhân"),
                                ],
                                max_length=12,
                                verbose_name="loại đối tượng",
                            ),
                        ),
                        (
                            "award_type",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="awards",
                                to="awards.awardtype",
                                verbose_name="hình thức",
                            ),
                        ),
                        (
                            "form_name",
                            models.CharField(max_length=200, verbose_name="tên hình thức"),
                        ),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("agency", "Cơ quan, đơn vị"),
                                    ("commune", "Cấp xã"),
                                    ("province", "Cấp tỉnh"),
                                    ("ministry", "Cấp bộ, ngành, đoàn thể Trung ương"),
                                    ("prime_minister", "Thủ tướng Chính phủ"),
                                ],
                                max_length=16,
                                verbose_name="cấp",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("campaign", "Khen thưởng phong trào (thi đua theo chuyên đề)"),
                                    ("merit", "Khen thưởng công trạng"),
                                    ("sudden", "Khen thưởng đột xuất"),
                                ],
                                default="campaign",
                                max_length=10,
                                verbose_name="loại hình",
                            ),
                        ),
                        (
                            "campaign",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="conferred",
                                to="campaigns.campaign",
                                verbose_name="phong trào",
                            ),
                        ),
                        (
                            "period_from",
                            models.PositiveSmallIntegerField(verbose_name="thành tích từ năm"),
                        ),
                        ("period_to", models.PositiveSmallIntegerField(verbose_name="đến năm")),
                        (
                            "achievement",
                            models.TextField(blank=True, default="", verbose_name="thành tích"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("in_force", "Hiệu lực"),
                                    ("reissued", "Hiệu lực, đã cấp đổi bằng"),
                                    ("revoked", "Đã thu hồi"),
                                ],
                                default="in_force",
                                max_length=10,
                                verbose_name="trạng thái",
                            ),
                        ),
                        (
                            "base_salary",
                            models.PositiveIntegerField(
                                null=True, verbose_name="mức lương cơ sở khi quyết định"
                            ),
                        ),
                        (
                            "multiple",
                            models.DecimalField(
                                decimal_places=3,
                                max_digits=6,
                                null=True,
                                verbose_name="số lần mức lương cơ sở",
                            ),
                        ),
                        (
                            "prize",
                            models.PositiveBigIntegerField(
                                null=True, verbose_name="tiền thưởng (đồng)"
                            ),
                        ),
                        (
                            "version",
                            models.PositiveIntegerField(default=0, verbose_name="phiên bản"),
                        ),
                    ],
                    options={
                        "verbose_name": "khen thưởng",
                        "verbose_name_plural": "khen thưởng",
                        "ordering": ["-decision__decided_on", "pk"],
                        "indexes": [
                            models.Index(fields=["period_to", "level"], name="awards_year_level")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("campaign__isnull", False),
                                    models.Q(("state", "revoked"), _negated=True),
                                ),
                                fields=("recipient", "campaign", "period_from", "period_to"),
                                name="awards_one_award_for_one_achievement",
                            ),
                            models.UniqueConstraint(
                                fields=("decision", "recipient", "award_type"),
                                name="awards_award_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("period_to__gte", models.F("period_from"))),
                                name="awards_award_period",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["in_force", "reissued", "revoked"])
                                ),
                                name="awards_award_state_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BallotReceipt",
                    fields=[
                        (
                            "member",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="receipt",
                                serialize=False,
                                to="awards.sessionmember",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="BaseSalary",
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
                        ("valid_from", models.DateField(verbose_name="có hiệu lực từ")),
                        (
                            "valid_to",
                            models.DateField(blank=True, null=True, verbose_name="đến hết ngày"),
                        ),
                        ("source", models.TextField(verbose_name="căn cứ")),
                        (
                            "provenance",
                            models.CharField(
                                choices=[
                                    ("found", "đã đối chiếu văn bản"),
                                    ("recalled", "ghi theo trí nhớ, cần đối chiếu"),
                                    ("inferred", "suy ra, cần đối chiếu"),
                                    ("chosen", "sản phẩm đặt, đơn vị sửa được"),
                                    ("local", "địa phương đặt"),
                                ],
                                max_length=10,
                                verbose_name="mức tin cậy",
                            ),
                        ),
                        (
                            "amount",
                            models.PositiveIntegerField(
                                verbose_name="mức lương cơ sở (đồng/tháng)"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "mức lương cơ sở",
                        "verbose_name_plural": "mức lương cơ sở",
                        "ordering": ["valid_from"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("valid_from",), name="awards_salary_once_from_a_day"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Certificate",
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
                            "award",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="certificates",
                                to="awards.award",
                                verbose_name="khen thưởng",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="units.unit",
                                verbose_name="sổ của",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                        ("number", models.PositiveIntegerField(verbose_name="số trong sổ")),
                        ("token", models.CharField(max_length=24, unique=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("in_force", "Hiệu lực"),
                                    ("replaced", "Đã cấp đổi"),
                                    ("revoked", "Đã thu hồi"),
                                ],
                                default="in_force",
                                max_length=10,
                                verbose_name="trạng thái",
                            ),
                        ),
                        (
                            "replaces",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replaced_by",
                                to="awards.certificate",
                                verbose_name="cấp đổi cho",
                            ),
                        ),
                        (
                            "replaced_reason",
                            models.TextField(blank=True, default="", verbose_name="lý do cấp đổi"),
                        ),
                        ("issued_on", models.DateField(verbose_name="ngày cấp")),
                        (
                            "checks",
                            models.PositiveIntegerField(default=0, verbose_name="số lần tra cứu"),
                        ),
                        (
                            "version",
                            models.PositiveIntegerField(default=0, verbose_name="phiên bản"),
                        ),
                    ],
                    options={
                        "verbose_name": "bằng khen, giấy khen",
                        "verbose_name_plural": "bằng khen, giấy khen",
                        "ordering": ["year", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("unit", "year", "number"),
                                name="awards_certificate_number_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "in_force")),
                                fields=("award",),
                                name="awards_one_certificate_in_force",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["in_force", "replaced", "revoked"])
                                ),
                                name="awards_certificate_state_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AgendaItem",
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
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="agenda",
                                to="awards.councilsession",
                            ),
                        ),
                        (
                            "proposal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="agenda_items",
                                to="awards.proposal",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        (
                            "rule",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="awards.awardrule",
                            ),
                        ),
                        ("is_secret", models.BooleanField(default=False)),
                        ("yes", models.PositiveSmallIntegerField(default=0)),
                        ("no", models.PositiveSmallIntegerField(default=0)),
                        ("blank", models.PositiveSmallIntegerField(default=0)),
                        ("total_members", models.PositiveSmallIntegerField(default=0)),
                        (
                            "result",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("passed", "Đạt"),
                                    ("failed", "Không đạt"),
                                    ("tied", "Ngang phiếu"),
                                    ("skipped", "Không xét"),
                                ],
                                default="",
                                max_length=8,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["position"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("session", "proposal"), name="awards_agenda_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Decision",
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
                                related_name="award_decisions",
                                to="units.unit",
                                verbose_name="đơn vị giữ hồ sơ",
                            ),
                        ),
                        ("number", models.CharField(max_length=80, verbose_name="số, ký hiệu")),
                        ("decided_on", models.DateField(verbose_name="ngày ký")),
                        (
                            "issuer",
                            models.CharField(
                                max_length=200, verbose_name="người, cơ quan quyết định"
                            ),
                        ),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("agency", "Cơ quan, đơn vị"),
                                    ("commune", "Cấp xã"),
                                    ("province", "Cấp tỉnh"),
                                    ("ministry", "Cấp bộ, ngành, đoàn thể Trung ương"),
                                    ("prime_minister", "Thủ tướng Chính phủ"),
                                ],
                                max_length=16,
                                verbose_name="cấp",
                            ),
                        ),
                        (
                            "signer",
                            models.CharField(
                                blank=True, default="", max_length=120, verbose_name="người ký"
                            ),
                        ),
                        (
                            "signer_title",
                            models.CharField(
                                blank=True,
                                default="",
                                max_length=120,
                                verbose_name="chức vụ người ký",
                            ),
                        ),
                        (
                            "abstract",
                            models.TextField(blank=True, default="", verbose_name="trích yếu"),
                        ),
                        (
                            "is_outside",
                            models.BooleanField(default=False, verbose_name="do nơi khác ban hành"),
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
                        (
                            "entered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người ghi",
                            ),
                        ),
                        ("entered_at", models.DateTimeField(verbose_name="ghi lúc")),
                    ],
                    options={
                        "verbose_name": "quyết định khen thưởng",
                        "verbose_name_plural": "quyết định khen thưởng",
                        "ordering": ["-decided_on", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("unit", "issuer", "number", "decided_on"),
                                name="awards_decision_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("number", ""), _negated=True),
                                    models.Q(("issuer", ""), _negated=True),
                                ),
                                name="awards_decision_has_number",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HonoursYear",
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
                                related_name="honours_years",
                                to="units.unit",
                                verbose_name="đơn vị",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                        (
                            "is_open",
                            models.BooleanField(default=True, verbose_name="đang công khai"),
                        ),
                        ("opened_on", models.DateField(verbose_name="công khai từ ngày")),
                    ],
                    options={
                        "verbose_name": "trang vinh danh",
                        "verbose_name_plural": "trang vinh danh",
                        "ordering": ["-year"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("unit", "year"), name="awards_honours_year_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NameConsent",
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
                            "recipient",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="name_consents",
                                to="units.unit",
                                verbose_name="đối tượng",
                            ),
                        ),
                        ("given_on", models.DateField(verbose_name="đồng ý ngày")),
                        (
                            "given_by",
                            models.CharField(
                                blank=True, default="", max_length=120, verbose_name="người đồng ý"
                            ),
                        ),
                        (
                            "withdrawn_on",
                            models.DateField(blank=True, null=True, verbose_name="rút lại ngày"),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "đồng ý nêu tên",
                        "verbose_name_plural": "đồng ý nêu tên",
                        "ordering": ["-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("withdrawn_on", None)),
                                fields=("recipient",),
                                name="awards_one_open_consent",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("withdrawn_on", None),
                                    ("withdrawn_on__gte", models.F("given_on")),
                                    _connector="OR",
                                ),
                                name="awards_consent_ends_after_start",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NamingRule",
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
                        ("valid_from", models.DateField(verbose_name="có hiệu lực từ")),
                        (
                            "valid_to",
                            models.DateField(blank=True, null=True, verbose_name="đến hết ngày"),
                        ),
                        ("source", models.TextField(verbose_name="căn cứ")),
                        (
                            "provenance",
                            models.CharField(
                                choices=[
                                    ("found", "đã đối chiếu văn bản"),
                                    ("recalled", "ghi theo trí nhớ, cần đối chiếu"),
                                    ("inferred", "suy ra, cần đối chiếu"),
                                    ("chosen", "sản phẩm đặt, đơn vị sửa được"),
                                    ("local", "địa phương đặt"),
                                ],
                                max_length=10,
                                verbose_name="mức tin cậy",
                            ),
                        ),
                        (
                            "recipient_kind",
                            models.CharField(
                                choices=[
                                    ("collective", "Tập thể"),
                                    ("household", "Hộ gia đình"),
                                    ("individual", "Cá nhân"),
                                ],
                                max_length=12,
                                verbose_name="đối tượng",
                            ),
                        ),
                        (
                            "is_minor",
                            models.BooleanField(
                                default=False, verbose_name="người chưa thành niên"
                            ),
                        ),
                        (
                            "naming",
                            models.CharField(
                                choices=[
                                    ("always", "luôn nêu tên"),
                                    ("consent", "khi đã đồng ý"),
                                    ("never", "không nêu tên"),
                                ],
                                max_length=12,
                                verbose_name="nêu tên",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "quy định nêu tên công khai",
                        "verbose_name_plural": "quy định nêu tên công khai",
                        "ordering": ["recipient_kind", "is_minor", "valid_from"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("recipient_kind", "is_minor", "valid_from"),
                                name="awards_naming_once_from_a_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("naming__in", ["always", "consent", "never"])),
                                name="awards_naming_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OpenVote",
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
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="open_votes",
                                to="awards.agendaitem",
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="awards.sessionmember",
                            ),
                        ),
                        (
                            "choice",
                            models.CharField(
                                choices=[
                                    ("yes", "Đồng ý"),
                                    ("no", "Không đồng ý"),
                                    ("blank", "Ý kiến khác"),
                                ],
                                max_length=5,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("item", "member"), name="awards_open_vote_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanForm",
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
                            "plan_award",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="award_forms",
                                to="campaigns.planaward",
                            ),
                        ),
                        (
                            "award_type",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="plan_forms",
                                to="awards.awardtype",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("words", models.CharField(blank=True, default="", max_length=300)),
                        ("is_inferred", models.BooleanField(default=False)),
                    ],
                    options={
                        "ordering": ["position", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("plan_award", "award_type"), name="awards_plan_form_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Printer",
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
                                related_name="printers",
                                to="units.unit",
                                verbose_name="đơn vị",
                            ),
                        ),
                        (
                            "name",
                            models.CharField(max_length=80, verbose_name="tên máy in và khay giấy"),
                        ),
                        (
                            "width",
                            models.DecimalField(
                                decimal_places=1,
                                default=Decimal(297),
                                max_digits=5,
                                validators=[
                                    django.core.validators.MinValueValidator(Decimal(100)),
                                    django.core.validators.MaxValueValidator(Decimal(600)),
                                ],
                                verbose_name="chiều ngang tờ giấy (mm)",
                            ),
                        ),
                        (
                            "height",
                            models.DecimalField(
                                decimal_places=1,
                                default=Decimal(210),
                                max_digits=5,
                                validators=[
                                    django.core.validators.MinValueValidator(Decimal(100)),
                                    django.core.validators.MaxValueValidator(Decimal(600)),
                                ],
                                verbose_name="chiều dọc tờ giấy (mm)",
                            ),
                        ),
                        (
                            "is_preprinted",
                            models.BooleanField(
                                default=False,
                                verbose_name="giấy in sẵn khung, quốc hiệu và tên hình thức",
                            ),
                        ),
                        (
                            "shift_x",
                            models.DecimalField(
                                decimal_places=1,
                                default=Decimal(0),
                                help_text="Số dương: dịch sang phải.",
                                max_digits=4,
                                validators=[
                                    django.core.validators.MinValueValidator(Decimal(-50)),
                                    django.core.validators.MaxValueValidator(Decimal(50)),
                                ],
                                verbose_name="bù ngang (mm)",
                            ),
                        ),
                        (
                            "shift_y",
                            models.DecimalField(
                                decimal_places=1,
                                default=Decimal(0),
                                help_text="Số dương: dịch xuống dưới.",
                                max_digits=4,
                                validators=[
                                    django.core.validators.MinValueValidator(Decimal(-50)),
                                    django.core.validators.MaxValueValidator(Decimal(50)),
                                ],
                                verbose_name="bù dọc (mm)",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "máy in bằng",
                        "verbose_name_plural": "máy in bằng",
                        "ordering": ["name", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("unit", "name"), name="awards_printer_name_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CertificatePrint",
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
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="prints",
                                to="awards.decision",
                                verbose_name="quyết định",
                            ),
                        ),
                        (
                            "printer",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="awards.printer",
                                verbose_name="máy in",
                            ),
                        ),
                        ("job_id", models.BigIntegerField(null=True)),
                        ("sheets", models.PositiveIntegerField(default=0, verbose_name="số tờ")),
                        (
                            "file",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.storedfile",
                            ),
                        ),
                        ("wished_at", models.DateTimeField(verbose_name="yêu cầu lúc")),
                    ],
                    options={
                        "verbose_name": "lần in bằng",
                        "verbose_name_plural": "lần in bằng",
                        "ordering": ["-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="PrizeRate",
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
                        ("valid_from", models.DateField(verbose_name="có hiệu lực từ")),
                        (
                            "valid_to",
                            models.DateField(blank=True, null=True, verbose_name="đến hết ngày"),
                        ),
                        ("source", models.TextField(verbose_name="căn cứ")),
                        (
                            "provenance",
                            models.CharField(
                                choices=[
                                    ("found", "đã đối chiếu văn bản"),
                                    ("recalled", "ghi theo trí nhớ, cần đối chiếu"),
                                    ("inferred", "suy ra, cần đối chiếu"),
                                    ("chosen", "sản phẩm đặt, đơn vị sửa được"),
                                    ("local", "địa phương đặt"),
                                ],
                                max_length=10,
                                verbose_name="mức tin cậy",
                            ),
                        ),
                        (
                            "award_type",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rates",
                                to="awards.awardtype",
                                verbose_name="hình thức",
                            ),
                        ),
                        (
                            "recipient_kind",
                            models.CharField(
                                choices=[
                                    ("collective", "Tập thể"),
                                    ("household", "Hộ gia đình"),
                                    ("individual", "Cá nhân"),
                                ],
                                max_length=12,
                                verbose_name="đối tượng",
                            ),
                        ),
                        (
                            "multiple",
                            models.DecimalField(
                                blank=True,
                                decimal_places=3,
                                max_digits=6,
                                null=True,
                                verbose_name="số lần mức lương cơ sở",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "mức tiền thưởng",
                        "verbose_name_plural": "mức tiền thưởng",
                        "ordering": ["award_type", "recipient_kind", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("award_type", "recipient_kind", "valid_from"),
                                name="awards_rate_once_from_a_day",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Proposal",
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
                            "submission",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proposals",
                                to="awards.submission",
                            ),
                        ),
                        (
                            "achievement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proposals",
                                to="awards.achievement",
                            ),
                        ),
                        (
                            "award_type",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proposals",
                                to="awards.awardtype",
                                verbose_name="hình thức đề nghị",
                            ),
                        ),
                        (
                            "rule",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="awards.awardrule",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Đang lập"),
                                    ("village_meeting", "Đưa ra họp thôn"),
                                    ("received", "Xã đã tiếp nhận"),
                                    ("returned", "Trả lại để bổ sung"),
                                    ("appraisal", "Đang thẩm định"),
                                    ("on_hold", "Tạm dừng"),
                                    ("notice", "Đang công khai"),
                                    ("council", "Chờ Hội đồng xét"),
                                    ("signature", "Trình Chủ tịch ký"),
                                    ("province_received", "Đã gửi cấp tỉnh"),
                                    ("province_returned", "Cấp tỉnh trả lại"),
                                    ("province_appraisal", "Cấp tỉnh đang thẩm định"),
                                    ("province_council", "Chờ Hội đồng cấp tỉnh"),
                                    ("province_signature", "Trình Chủ tịch UBND tỉnh"),
                                    ("ministry_received", "Đã gửi cấp Trung ương"),
                                    ("ministry_returned", "Cấp Trung ương trả lại"),
                                    ("ministry_appraisal", "Cấp Trung ương đang thẩm định"),
                                    ("prime_minister", "Đã trình Thủ tướng Chính phủ"),
                                    ("conferred", "Đã có quyết định khen"),
                                    ("presented", "Đã trao tặng"),
                                    ("not_passed", "Không đạt phiếu"),
                                    ("not_granted", "Không được khen"),
                                    ("withdrawn", "Đã rút"),
                                    ("revoked", "Đã thu hồi"),
                                ],
                                default="draft",
                                max_length=20,
                                verbose_name="trạng thái",
                            ),
                        ),
                        ("paused_state", models.CharField(blank=True, default="", max_length=20)),
                        (
                            "recipient_kind",
                            models.CharField(
                                choices=[
                                    ("collective", "Tập thể"),
                                    ("household", "Hộ gia đình"),
                                    ("individual", "Cá nhân"),
                                ],
                                max_length=12,
                                verbose_name="đối tượng",
                            ),
                        ),
                        ("recipient_name", models.CharField(max_length=300, verbose_name="tên")),
                        (
                            "recipient_place",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="nơi ở, nơi công tác"
                            ),
                        ),
                        (
                            "is_leader",
                            models.BooleanField(
                                blank=True, null=True, verbose_name="lãnh đạo, quản lý"
                            ),
                        ),
                        (
                            "is_female",
                            models.BooleanField(blank=True, null=True, verbose_name="nữ"),
                        ),
                        (
                            "reason",
                            models.TextField(
                                blank=True, default="", verbose_name="lý do theo kết quả"
                            ),
                        ),
                        (
                            "summary",
                            models.TextField(
                                blank=True, default="", verbose_name="tóm tắt thành tích"
                            ),
                        ),
                        (
                            "report",
                            models.TextField(
                                blank=True, default="", verbose_name="báo cáo thành tích"
                            ),
                        ),
                        (
                            "village_yes",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="thôn đồng ý"
                            ),
                        ),
                        (
                            "village_no",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="thôn không đồng ý"
                            ),
                        ),
                        (
                            "appraisal",
                            models.TextField(
                                blank=True, default="", verbose_name="ý kiến thẩm định"
                            ),
                        ),
                        (
                            "appraised_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "notice_until",
                            models.DateField(
                                blank=True, null=True, verbose_name="công khai đến hết ngày"
                            ),
                        ),
                        (
                            "award",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proposal",
                                to="awards.award",
                                verbose_name="khen thưởng",
                            ),
                        ),
                        (
                            "created_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "verbose_name": "đề nghị khen thưởng",
                        "verbose_name_plural": "đề nghị khen thưởng",
                        "ordering": ["submission", "pk"],
                        "indexes": [models.Index(fields=["state"], name="awards_proposal_state")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        ["not_passed", "not_granted", "withdrawn", "revoked"],
                                    ),
                                    _negated=True,
                                ),
                                fields=("achievement",),
                                name="awards_one_open_award_for_one_achievement",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("state__in", ["conferred", "presented", "revoked"]),
                                        _negated=True,
                                    ),
                                    ("award__isnull", False),
                                    _connector="OR",
                                ),
                                name="awards_conferred_by_decision",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "draft",
                                            "village_meeting",
                                            "received",
                                            "returned",
                                            "appraisal",
                                            "on_hold",
                                            "notice",
                                            "council",
                                            "signature",
                                            "province_received",
                                            "province_returned",
                                            "province_appraisal",
                                            "province_council",
                                            "province_signature",
                                            "ministry_received",
                                            "ministry_returned",
                                            "ministry_appraisal",
                                            "prime_minister",
                                            "conferred",
                                            "presented",
                                            "not_passed",
                                            "not_granted",
                                            "withdrawn",
                                            "revoked",
                                        ],
                                    )
                                ),
                                name="awards_proposal_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "on_hold"), _negated=True),
                                    models.Q(("paused_state", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="awards_hold_remembers_where",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DossierVersion",
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
                            "proposal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="versions",
                                to="awards.proposal",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("content", models.JSONField()),
                        ("sha256", models.CharField(max_length=64)),
                        (
                            "sent_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("sent_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("proposal", "number"), name="awards_dossier_version_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DossierFile",
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
                            "proposal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="files",
                                to="awards.proposal",
                            ),
                        ),
                        (
                            "paper",
                            models.CharField(
                                choices=[
                                    ("letter", "Tờ trình"),
                                    ("list", "Danh sách đề nghị"),
                                    ("report", "Báo cáo thành tích"),
                                    ("village_minutes", "Biên bản họp thôn"),
                                    ("council_minutes", "Biên bản họp Hội đồng"),
                                    ("confirmation", "Xác nhận của cơ quan có thẩm quyền"),
                                    ("related", "Văn bản liên quan"),
                                ],
                                max_length=16,
                                verbose_name="giấy tờ",
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
                        ("name", models.CharField(max_length=200, verbose_name="tên tệp")),
                        (
                            "added_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("added_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="ProposalEvent",
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
                            "proposal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="events",
                                to="awards.proposal",
                            ),
                        ),
                        (
                            "action",
                            models.CharField(
                                choices=[
                                    ("to-meeting", "Đưa ra họp thôn"),
                                    ("fail-meeting", "Ghi không đạt phiếu của thôn"),
                                    ("submit", "Gửi xã"),
                                    ("return", "Trả lại"),
                                    ("resubmit", "Gửi lại"),
                                    ("accept", "Hồ sơ đủ, bắt đầu thẩm định"),
                                    ("hold", "Tạm dừng"),
                                    ("resume", "Tiếp tục"),
                                    ("publish", "Công khai"),
                                    ("to-council", "Đưa ra Hội đồng"),
                                    ("to-signature", "Trình ký, không qua Hội đồng"),
                                    ("council-pass", "Hội đồng thông qua"),
                                    ("council-fail", "Hội đồng không thông qua"),
                                    ("confer", "Ghi quyết định khen thưởng"),
                                    ("decline", "Không đồng ý khen"),
                                    ("forward", "Gửi cấp tỉnh"),
                                    ("province-return", "Ghi cấp tỉnh trả lại"),
                                    ("province-again", "Gửi lại cấp tỉnh"),
                                    ("province-accept", "Ghi cấp tỉnh thẩm định"),
                                    ("province-to-council", "Ghi đưa ra Hội đồng cấp tỉnh"),
                                    ("province-standing", "Ghi Thường trực Hội đồng tỉnh trình"),
                                    ("province-pass", "Ghi Hội đồng tỉnh thông qua"),
                                    ("province-fail", "Ghi Hội đồng tỉnh không thông qua"),
                                    ("province-confer", "Ghi quyết định của tỉnh"),
                                    ("province-decline", "Ghi tỉnh không khen"),
                                    ("lower", "Ghi hạ hình thức"),
                                    ("forward-up", "Ghi tỉnh trình Trung ương"),
                                    ("ministry-return", "Ghi Trung ương trả lại"),
                                    ("ministry-again", "Ghi tỉnh gửi lại"),
                                    ("ministry-accept", "Ghi Trung ương thẩm định"),
                                    ("ministry-confer", "Ghi quyết định của bộ, ngành"),
                                    ("ministry-decline", "Ghi Trung ương không khen"),
                                    ("to-prime-minister", "Ghi trình Thủ tướng Chính phủ"),
                                    ("prime-confer", "Ghi quyết định của Thủ tướng"),
                                    ("prime-decline", "Ghi Thủ tướng không khen"),
                                    ("present", "Ghi đã trao tặng"),
                                    ("revoke", "Ghi thu hồi"),
                                    ("withdraw", "Rút đề nghị"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "from_state",
                            models.CharField(
                                choices=[
                                    ("draft", "Đang lập"),
                                    ("village_meeting", "Đưa ra họp thôn"),
                                    ("received", "Xã đã tiếp nhận"),
                                    ("returned", "Trả lại để bổ sung"),
                                    ("appraisal", "Đang thẩm định"),
                                    ("on_hold", "Tạm dừng"),
                                    ("notice", "Đang công khai"),
                                    ("council", "Chờ Hội đồng xét"),
                                    ("signature", "Trình Chủ tịch ký"),
                                    ("province_received", "Đã gửi cấp tỉnh"),
                                    ("province_returned", "Cấp tỉnh trả lại"),
                                    ("province_appraisal", "Cấp tỉnh đang thẩm định"),
                                    ("province_council", "Chờ Hội đồng cấp tỉnh"),
                                    ("province_signature", "Trình Chủ tịch UBND tỉnh"),
                                    ("ministry_received", "Đã gửi cấp Trung ương"),
                                    ("ministry_returned", "Cấp Trung ương trả lại"),
                                    ("ministry_appraisal", "Cấp Trung ương đang thẩm định"),
                                    ("prime_minister", "Đã trình Thủ tướng Chính phủ"),
                                    ("conferred", "Đã có quyết định khen"),
                                    ("presented", "Đã trao tặng"),
                                    ("not_passed", "Không đạt phiếu"),
                                    ("not_granted", "Không được khen"),
                                    ("withdrawn", "Đã rút"),
                                    ("revoked", "Đã thu hồi"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "to_state",
                            models.CharField(
                                choices=[
                                    ("draft", "Đang lập"),
                                    ("village_meeting", "Đưa ra họp thôn"),
                                    ("received", "Xã đã tiếp nhận"),
                                    ("returned", "Trả lại để bổ sung"),
                                    ("appraisal", "Đang thẩm định"),
                                    ("on_hold", "Tạm dừng"),
                                    ("notice", "Đang công khai"),
                                    ("council", "Chờ Hội đồng xét"),
                                    ("signature", "Trình Chủ tịch ký"),
                                    ("province_received", "Đã gửi cấp tỉnh"),
                                    ("province_returned", "Cấp tỉnh trả lại"),
                                    ("province_appraisal", "Cấp tỉnh đang thẩm định"),
                                    ("province_council", "Chờ Hội đồng cấp tỉnh"),
                                    ("province_signature", "Trình Chủ tịch UBND tỉnh"),
                                    ("ministry_received", "Đã gửi cấp Trung ương"),
                                    ("ministry_returned", "Cấp Trung ương trả lại"),
                                    ("ministry_appraisal", "Cấp Trung ương đang thẩm định"),
                                    ("prime_minister", "Đã trình Thủ tướng Chính phủ"),
                                    ("conferred", "Đã có quyết định khen"),
                                    ("presented", "Đã trao tặng"),
                                    ("not_passed", "Không đạt phiếu"),
                                    ("not_granted", "Không được khen"),
                                    ("withdrawn", "Đã rút"),
                                    ("revoked", "Đã thu hồi"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "actor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("note", models.TextField(blank=True, default="")),
                        (
                            "issuer",
                            models.CharField(
                                blank=True, default="", max_length=200, verbose_name="cơ quan"
                            ),
                        ),
                        (
                            "number",
                            models.CharField(
                                blank=True, default="", max_length=80, verbose_name="số văn bản"
                            ),
                        ),
                        (
                            "dated",
                            models.DateField(blank=True, null=True, verbose_name="ngày văn bản"),
                        ),
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
                        ("file_name", models.CharField(blank=True, default="", max_length=200)),
                        ("on", models.DateField()),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="ProposalWarning",
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
                            "proposal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="warnings",
                                to="awards.proposal",
                            ),
                        ),
                        (
                            "code",
                            models.CharField(
                                choices=[
                                    ("overlap", "Đã khen, đang đề nghị cho thời gian trùng nhau"),
                                    ("past_award", "Đã được khen hai năm gần đây"),
                                    ("no_result", "Chưa có kết quả đạt trong sổ"),
                                    ("law", "Quy định pháp luật cần kiểm tra"),
                                    ("late", "Gửi muộn"),
                                    ("held_before", "Đã tạm dừng sau khi Hội đồng biểu quyết"),
                                    (
                                        "evidence",
                                        "Khen phong trào không làm căn cứ đề nghị công trạng",
                                    ),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("text", models.TextField()),
                        (
                            "answer",
                            models.TextField(blank=True, default="", verbose_name="trả lời"),
                        ),
                        (
                            "answered_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("proposal", "code"), name="awards_warning_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Quota",
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
                            "host",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="award_quotas",
                                to="units.unit",
                                verbose_name="đơn vị",
                            ),
                        ),
                        (
                            "campaign",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="award_quotas",
                                to="campaigns.campaign",
                            ),
                        ),
                        (
                            "occasion",
                            models.CharField(
                                choices=[
                                    ("annual", "Hằng năm"),
                                    ("interim", "Sơ kết"),
                                    ("final", "Tổng kết"),
                                ],
                                max_length=8,
                                verbose_name="dịp",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                        (
                            "award_type",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="awards.awardtype",
                                verbose_name="hình thức",
                            ),
                        ),
                        ("kinds", models.JSONField(default=list, verbose_name="đối tượng")),
                        (
                            "basis",
                            models.CharField(
                                choices=[
                                    ("absolute", "Số cố định"),
                                    ("percent", "Phần trăm số tham gia, lấy phần nguyên"),
                                    ("per_unit", "Cho mỗi đơn vị đề nghị"),
                                ],
                                max_length=10,
                                verbose_name="cách tính",
                            ),
                        ),
                        (
                            "value",
                            models.PositiveIntegerField(verbose_name="số lượng hoặc phần trăm"),
                        ),
                        (
                            "base_count",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="số tham gia"
                            ),
                        ),
                        (
                            "either_or",
                            models.BooleanField(
                                default=False, verbose_name="chỉ một trong các đối tượng"
                            ),
                        ),
                        (
                            "source",
                            models.CharField(max_length=300, verbose_name="văn bản quy định"),
                        ),
                    ],
                    options={
                        "verbose_name": "hạn mức khen thưởng",
                        "verbose_name_plural": "hạn mức khen thưởng",
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("basis", "percent"), _negated=True),
                                    ("value__lte", 100),
                                    _connector="OR",
                                ),
                                name="awards_quota_percent_at_most_hundred",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Recusal",
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
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="recusals",
                                to="awards.agendaitem",
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="recusals",
                                to="awards.sessionmember",
                            ),
                        ),
                        ("reason", models.CharField(max_length=200)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("item", "member"), name="awards_recusal_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Revocation",
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
                            "award",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="revocation",
                                to="awards.award",
                                verbose_name="khen thưởng",
                            ),
                        ),
                        (
                            "number",
                            models.CharField(max_length=80, verbose_name="số quyết định thu hồi"),
                        ),
                        ("decided_on", models.DateField(verbose_name="ngày ký")),
                        (
                            "issuer",
                            models.CharField(
                                max_length=200, verbose_name="người, cơ quan quyết định"
                            ),
                        ),
                        ("reason", models.TextField(verbose_name="lý do")),
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
                        (
                            "entered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("entered_at", models.DateTimeField(verbose_name="ghi lúc")),
                    ],
                    options={
                        "verbose_name": "thu hồi khen thưởng",
                        "verbose_name_plural": "thu hồi khen thưởng",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("number", ""), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                ),
                                name="awards_revocation_has_reason",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Submission",
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
                                related_name="submissions",
                                to="units.unit",
                                verbose_name="đơn vị đề nghị",
                            ),
                        ),
                        (
                            "host",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="units.unit",
                            ),
                        ),
                        (
                            "campaign",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="submissions",
                                to="campaigns.campaign",
                            ),
                        ),
                        (
                            "occasion",
                            models.CharField(
                                choices=[
                                    ("annual", "Hằng năm"),
                                    ("interim", "Sơ kết"),
                                    ("final", "Tổng kết"),
                                ],
                                max_length=8,
                                verbose_name="dịp",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Đang lập"),
                                    ("sent", "Đã gửi"),
                                    ("done", "Đã xong"),
                                ],
                                default="draft",
                                max_length=8,
                                verbose_name="trạng thái",
                            ),
                        ),
                        (
                            "unit_name",
                            models.CharField(
                                blank=True, default="", max_length=300, verbose_name="tên khi gửi"
                            ),
                        ),
                        (
                            "number",
                            models.CharField(
                                blank=True, default="", max_length=80, verbose_name="số tờ trình"
                            ),
                        ),
                        (
                            "dated",
                            models.DateField(blank=True, null=True, verbose_name="ngày tờ trình"),
                        ),
                        (
                            "sent_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày gửi"),
                        ),
                        (
                            "last_day",
                            models.DateField(blank=True, null=True, verbose_name="ngày cuối"),
                        ),
                        (
                            "late_reason",
                            models.TextField(blank=True, default="", verbose_name="lý do gửi muộn"),
                        ),
                        (
                            "regime",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="awards.legalregime",
                            ),
                        ),
                        (
                            "scan",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.storedfile",
                            ),
                        ),
                        ("scan_name", models.CharField(blank=True, default="", max_length=200)),
                        (
                            "created_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("created_at", models.DateTimeField()),
                        ("version", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "verbose_name": "tờ trình đề nghị khen thưởng",
                        "verbose_name_plural": "tờ trình đề nghị khen thưởng",
                        "ordering": ["-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "draft"),
                                    models.Q(("regime__isnull", False), ("sent_on__isnull", False)),
                                    _connector="OR",
                                ),
                                name="awards_submission_sent_has_day",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="VillageMeeting",
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
                            "submission",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="meeting",
                                to="awards.submission",
                            ),
                        ),
                        ("held_on", models.DateField(verbose_name="ngày họp")),
                        ("households", models.PositiveIntegerField(verbose_name="tổng số hộ")),
                        ("present", models.PositiveIntegerField(verbose_name="số người dự")),
                        ("chaired_by", models.CharField(max_length=120, verbose_name="chủ trì")),
                        ("kept_by", models.CharField(max_length=120, verbose_name="thư ký")),
                        (
                            "minutes",
                            models.TextField(
                                blank=True, default="", verbose_name="ý kiến tại cuộc họp"
                            ),
                        ),
                        (
                            "scan",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.storedfile",
                            ),
                        ),
                        ("scan_name", models.CharField(blank=True, default="", max_length=200)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("present__gt", 0), ("households__gt", 0)),
                                name="awards_meeting_had_people",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
