"""Every table of the first version; see docs/decisions/0046."""

import campaigns.models.campaign
import core.clock
import core.migration_steps
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("criteria", "0001_initial"),
        ("documents", "0001_initial"),
        ("units", "0001_initial"),
    ]

    operations = [
        core.migration_steps.CreateModels(
            models=[
                migrations.CreateModel(
                    name="Campaign",
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
                            "slug",
                            models.SlugField(
                                max_length=60, unique=True, verbose_name="mã phong trào"
                            ),
                        ),
                        ("code", models.CharField(max_length=10, unique=True, verbose_name="mã")),
                        ("name", models.TextField(verbose_name="tên phong trào")),
                        ("short_name", models.CharField(max_length=160, verbose_name="tên ngắn")),
                        (
                            "launched_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="launched_campaigns",
                                to="units.unit",
                                verbose_name="đơn vị phát động",
                            ),
                        ),
                        (
                            "document",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.legaldocument",
                                verbose_name="kế hoạch",
                            ),
                        ),
                        ("first_year", models.PositiveSmallIntegerField(verbose_name="năm đầu")),
                        ("last_year", models.PositiveSmallIntegerField(verbose_name="năm cuối")),
                        (
                            "plays_year",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="năm của dữ liệu mẫu"
                            ),
                        ),
                        (
                            "province_as_written",
                            models.CharField(
                                blank=True,
                                default="",
                                max_length=120,
                                verbose_name="tỉnh như văn bản ghi",
                            ),
                        ),
                        (
                            "province_reviews",
                            models.BooleanField(
                                default=False,
                                help_text="Nếu không, kết quả của cấp trên được ghi lại bằng văn bản.",
                                verbose_name="tỉnh thẩm định trên hệ thống",
                            ),
                        ),
                        (
                            "own_review_allowed",
                            models.BooleanField(
                                default=False,
                                help_text="Chỉ dùng khi xã quá ít người; phải ghi lý do và báo cáo sẽ nêu rõ.",
                                verbose_name="cho phép thẩm định hồ sơ do chính mình nhập",
                            ),
                        ),
                        (
                            "objection_days",
                            models.PositiveSmallIntegerField(
                                default=5,
                                help_text="Tính từ ngày duyệt; sau khi khóa năm thì không còn.",
                                verbose_name="số ngày đơn vị được có ý kiến về kết quả",
                            ),
                        ),
                        (
                            "reminder_days",
                            models.JSONField(
                                default=campaigns.models.campaign.usual_reminder_days,
                                help_text="Số ngày trước ngày cuối; −1 là một ngày sau.",
                                verbose_name="ngày nhắc",
                            ),
                        ),
                        (
                            "reminders_automatic",
                            models.BooleanField(
                                default=False,
                                help_text="Nếu không, tin nằm ở hộp thư đi đến khi có người xem và gửi.",
                                verbose_name="tự gửi tin nhắc",
                            ),
                        ),
                        (
                            "upper_recipient",
                            models.TextField(
                                blank=True, default="", verbose_name="nơi nhận báo cáo cấp trên"
                            ),
                        ),
                        ("note", models.TextField(blank=True, default="", verbose_name="ghi chú")),
                        ("content_hash", models.CharField(blank=True, default="", max_length=64)),
                    ],
                    options={
                        "verbose_name": "phong trào thi đua",
                        "verbose_name_plural": "phong trào thi đua",
                        "ordering": ["code"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("last_year__gte", models.F("first_year"))),
                                name="campaigns_ends_after_start",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CampaignYear",
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
                                related_name="years",
                                to="campaigns.campaign",
                                verbose_name="phong trào",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "Chưa mở"),
                                    ("open", "Đang mở"),
                                    ("closed", "Đã khóa"),
                                ],
                                default="planned",
                                max_length=8,
                                verbose_name="trạng thái",
                            ),
                        ),
                        (
                            "version",
                            models.PositiveIntegerField(default=0, verbose_name="phiên bản"),
                        ),
                        (
                            "opened_on",
                            models.DateField(blank=True, null=True, verbose_name="mở ngày"),
                        ),
                        (
                            "closed_on",
                            models.DateField(blank=True, null=True, verbose_name="chốt ngày"),
                        ),
                    ],
                    options={
                        "verbose_name": "năm của phong trào",
                        "verbose_name_plural": "năm của phong trào",
                        "ordering": ["-year"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("campaign", "year"), name="campaigns_year_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["planned", "open", "closed"])),
                                name="campaigns_year_state_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CampaignYearEvent",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="events",
                                to="campaigns.campaignyear",
                            ),
                        ),
                        (
                            "from_state",
                            models.CharField(
                                choices=[
                                    ("planned", "Chưa mở"),
                                    ("open", "Đang mở"),
                                    ("closed", "Đã khóa"),
                                ],
                                max_length=8,
                                verbose_name="từ",
                            ),
                        ),
                        (
                            "to_state",
                            models.CharField(
                                choices=[
                                    ("planned", "Chưa mở"),
                                    ("open", "Đang mở"),
                                    ("closed", "Đã khóa"),
                                ],
                                max_length=8,
                                verbose_name="sang",
                            ),
                        ),
                        (
                            "actor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="ai",
                            ),
                        ),
                        ("note", models.TextField(blank=True, default="", verbose_name="ghi chú")),
                        ("at", models.DateTimeField(verbose_name="lúc")),
                    ],
                    options={
                        "verbose_name": "lần chuyển trạng thái",
                        "verbose_name_plural": "lần chuyển trạng thái",
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Duty",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="duties",
                                to="campaigns.campaign",
                                verbose_name="phong trào",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(verbose_name="thứ tự")),
                        ("code", models.CharField(max_length=40, verbose_name="mã")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("form", "Phiếu tự đánh giá và báo cáo của đơn vị"),
                                    ("report", "Báo cáo tổng hợp"),
                                    ("problem", "Khó khăn, vướng mắc, báo cáo đột xuất"),
                                ],
                                max_length=8,
                                verbose_name="hình thức",
                            ),
                        ),
                        ("from_text", models.TextField(verbose_name="ai báo cáo")),
                        ("to_text", models.TextField(verbose_name="báo cáo cho")),
                        ("what", models.TextField(verbose_name="nội dung")),
                        (
                            "reporter",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="units.unit",
                                verbose_name="người báo cáo",
                            ),
                        ),
                        (
                            "reporter_role",
                            models.CharField(
                                blank=True,
                                default="",
                                max_length=20,
                                verbose_name="vai trò báo cáo",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="campaigns.responsiblebody",
                                verbose_name="nơi nhận",
                            ),
                        ),
                        (
                            "day",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="ngày"
                            ),
                        ),
                        (
                            "month",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="tháng"
                            ),
                        ),
                        (
                            "is_inclusive",
                            models.BooleanField(default=False, verbose_name="tính cả ngày nêu"),
                        ),
                        (
                            "opens_day",
                            models.PositiveSmallIntegerField(default=1, verbose_name="mở từ ngày"),
                        ),
                        (
                            "opens_month",
                            models.PositiveSmallIntegerField(default=1, verbose_name="mở từ tháng"),
                        ),
                        (
                            "prepare_days_before",
                            models.PositiveSmallIntegerField(
                                default=3, verbose_name="chuẩn bị trước số ngày"
                            ),
                        ),
                        (
                            "source_text",
                            models.TextField(blank=True, default="", verbose_name="nguyên văn"),
                        ),
                        ("source", models.TextField(blank=True, default="", verbose_name="nguồn")),
                        ("note", models.TextField(blank=True, default="", verbose_name="ghi chú")),
                        (
                            "groups",
                            models.ManyToManyField(
                                blank=True, related_name="duties", to="campaigns.participantgroup"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "việc báo cáo",
                        "verbose_name_plural": "việc báo cáo",
                        "ordering": ["position"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("campaign", "code"), name="campaigns_duty_code_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("day", None), ("month", None)),
                                    models.Q(("day__range", (1, 31)), ("month__range", (1, 12))),
                                    _connector="OR",
                                ),
                                name="campaigns_duty_day_and_month",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["form", "report", "problem"])),
                                name="campaigns_duty_kind_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DutyDelivery",
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
                            "duty",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="deliveries",
                                to="campaigns.duty",
                                verbose_name="việc báo cáo",
                            ),
                        ),
                        (
                            "campaign_year",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="deliveries",
                                to="campaigns.campaignyear",
                                verbose_name="năm của phong trào",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deliveries",
                                to="units.unit",
                                verbose_name="đơn vị",
                            ),
                        ),
                        (
                            "received_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="nhận lúc"),
                        ),
                        (
                            "received_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận"),
                        ),
                        (
                            "receipt_code",
                            models.CharField(
                                blank=True, default="", max_length=20, verbose_name="mã biên nhận"
                            ),
                        ),
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
                            "moved_last_day",
                            models.DateField(blank=True, null=True, verbose_name="hạn đã gia"),
                        ),
                        (
                            "moved_reason",
                            models.TextField(blank=True, default="", verbose_name="lý do gia hạn"),
                        ),
                        (
                            "overdue_noted_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="ghi quá hạn ngày"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "lần nộp",
                        "verbose_name_plural": "lần nộp",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("duty", "campaign_year", "unit"),
                                name="campaigns_delivery_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("moved_last_day", None),
                                    models.Q(("moved_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="campaigns_moved_day_has_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Holiday",
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
                        ("name", models.CharField(max_length=120, verbose_name="tên ngày nghỉ")),
                        ("day", models.PositiveSmallIntegerField(verbose_name="ngày")),
                        ("month", models.PositiveSmallIntegerField(verbose_name="tháng")),
                        (
                            "year",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Để trống nếu năm nào cũng nghỉ.",
                                null=True,
                                verbose_name="năm",
                            ),
                        ),
                        ("source", models.TextField(verbose_name="nguồn")),
                    ],
                    options={
                        "verbose_name": "ngày nghỉ lễ",
                        "verbose_name_plural": "ngày nghỉ lễ",
                        "ordering": ["month", "day"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("day", "month", "year", "name"),
                                name="campaigns_holiday_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("day__range", (1, 31)), ("month__range", (1, 12))
                                ),
                                name="campaigns_holiday_is_a_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Inspection",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="inspections",
                                to="campaigns.campaignyear",
                            ),
                        ),
                        ("subject", models.CharField(max_length=300, verbose_name="nội dung")),
                        ("planned_on", models.DateField(verbose_name="ngày kiểm tra")),
                        ("members", models.TextField(verbose_name="thành phần đoàn")),
                        (
                            "done_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="đã kiểm tra ngày"
                            ),
                        ),
                        (
                            "conclusion",
                            models.TextField(blank=True, default="", verbose_name="kết luận chung"),
                        ),
                        (
                            "units",
                            models.ManyToManyField(related_name="inspections", to="units.unit"),
                        ),
                    ],
                    options={
                        "ordering": ["planned_on", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Finding",
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
                            "inspection",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="findings",
                                to="campaigns.inspection",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="findings",
                                to="units.unit",
                            ),
                        ),
                        ("text", models.TextField(verbose_name="tồn tại, hạn chế")),
                        ("request", models.TextField(verbose_name="yêu cầu khắc phục")),
                        (
                            "due_on",
                            models.DateField(verbose_name="khắc phục trước hoặc trong ngày"),
                        ),
                        (
                            "resolved_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="đã khắc phục ngày"
                            ),
                        ),
                        (
                            "resolution",
                            models.TextField(
                                blank=True, default="", verbose_name="kết quả khắc phục"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["due_on", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("resolved_on", None),
                                    models.Q(("resolution", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="campaigns_resolved_says_how",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LegalBasis",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="legal_bases",
                                to="campaigns.campaign",
                            ),
                        ),
                        (
                            "document",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.legaldocument",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        ("note", models.TextField(blank=True, default="")),
                    ],
                    options={
                        "ordering": ["position"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("campaign", "position"),
                                name="campaigns_basis_position_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ParticipantGroup",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="groups",
                                to="campaigns.campaign",
                                verbose_name="phong trào",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(verbose_name="thứ tự")),
                        (
                            "source_number",
                            models.CharField(max_length=20, verbose_name="số mục trong kế hoạch"),
                        ),
                        ("heading", models.TextField(verbose_name="tên nhóm")),
                        ("unit_types", models.JSONField(default=list, verbose_name="loại đơn vị")),
                        (
                            "criteria_set",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="groups",
                                to="criteria.criteriaset",
                                verbose_name="bộ tiêu chí",
                            ),
                        ),
                        (
                            "indicator_set",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="criteria.criteriaset",
                                verbose_name="biểu số liệu",
                            ),
                        ),
                        (
                            "chosen_note",
                            models.TextField(
                                blank=True, default="", verbose_name="ghi chú lựa chọn"
                            ),
                        ),
                        (
                            "review_chain",
                            models.JSONField(
                                blank=True, default=list, verbose_name="các cấp thẩm định"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "nhóm tham gia",
                        "verbose_name_plural": "nhóm tham gia",
                        "ordering": ["position"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("campaign", "source_number"),
                                name="campaigns_group_number_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LineTally",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="line_tallies",
                                to="campaigns.campaignyear",
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
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="units.unit",
                            ),
                        ),
                        ("code", models.CharField(max_length=60)),
                        ("word", models.CharField(blank=True, default="", max_length=16)),
                        ("units", models.IntegerField(default=0)),
                        ("total", models.DecimalField(decimal_places=2, default=0, max_digits=24)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["code", "place"], name="campaigns_tally_line")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("campaign_year", "place", "group", "code", "word"),
                                name="campaigns_line_tally_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Participation",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="participations",
                                to="campaigns.campaignyear",
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
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="participations",
                                to="units.unit",
                            ),
                        ),
                        ("is_excluded", models.BooleanField(default=False)),
                        ("excluded_reason", models.TextField(blank=True, default="")),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("campaign_year", "unit"),
                                name="campaigns_participation_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("is_excluded", False),
                                    models.Q(("excluded_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="campaigns_exclusion_has_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Phase",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="phases",
                                to="campaigns.campaign",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        ("name", models.CharField(max_length=200)),
                        ("first_year", models.PositiveSmallIntegerField()),
                        ("last_year", models.PositiveSmallIntegerField()),
                        (
                            "interim_review_year",
                            models.PositiveSmallIntegerField(blank=True, null=True),
                        ),
                        (
                            "final_review_year",
                            models.PositiveSmallIntegerField(blank=True, null=True),
                        ),
                        ("text", models.TextField(blank=True, default="")),
                    ],
                    options={
                        "ordering": ["position"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("campaign", "position"),
                                name="campaigns_phase_position_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("last_year__gte", models.F("first_year"))),
                                name="campaigns_phase_in_order",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlaceTally",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="place_tallies",
                                to="campaigns.campaignyear",
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
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="units.unit",
                            ),
                        ),
                        ("is_whole", models.BooleanField(default=True)),
                        ("participants", models.IntegerField(default=0)),
                        ("dated", models.IntegerField(default=0)),
                        ("submitted", models.IntegerField(default=0)),
                        ("complete", models.IntegerField(default=0)),
                        ("on_time", models.IntegerField(default=0)),
                        ("not_begun", models.IntegerField(default=0)),
                        ("draft", models.IntegerField(default=0)),
                        ("handed_in", models.IntegerField(default=0)),
                        ("in_review", models.IntegerField(default=0)),
                        ("returned", models.IntegerField(default=0)),
                        ("reviewed", models.IntegerField(default=0)),
                        ("final", models.IntegerField(default=0)),
                        ("registered", models.IntegerField(default=0)),
                        ("assessed", models.IntegerField(default=0)),
                        ("achieved", models.IntegerField(default=0)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["is_whole", "campaign_year", "place"],
                                name="campaigns_tally_whole",
                            ),
                            models.Index(fields=["place"], name="campaigns_tally_place"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("campaign_year", "place", "group"),
                                name="campaigns_place_tally_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("complete__gte", 0),
                                    ("submitted__gte", models.F("complete")),
                                    ("participants__gte", models.F("submitted")),
                                    ("on_time__gte", 0),
                                    ("dated__gte", models.F("on_time")),
                                    ("participants__gte", models.F("dated")),
                                ),
                                name="campaigns_no_rate_over_its_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("achieved__gte", 0), ("registered__gte", models.F("achieved"))
                                ),
                                name="campaigns_achieved_within_registered",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanAward",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="awards",
                                to="campaigns.campaign",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        (
                            "occasion",
                            models.CharField(
                                choices=[
                                    ("annual", "Hằng năm"),
                                    ("interim", "Sơ kết"),
                                    ("final", "Tổng kết"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("source_number", models.CharField(blank=True, default="", max_length=20)),
                        ("forms", models.JSONField(default=list)),
                        ("recipients", models.JSONField(default=list)),
                        ("authority", models.TextField(blank=True, default="")),
                        ("text", models.TextField(blank=True, default="")),
                        ("note", models.TextField(blank=True, default="")),
                    ],
                    options={
                        "ordering": ["position"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("campaign", "position"),
                                name="campaigns_award_position_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanText",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="texts",
                                to="campaigns.campaign",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("aim", "Mục đích"),
                                    ("requirement", "Yêu cầu"),
                                    ("scope", "Phạm vi, đối tượng"),
                                    ("content", "Nội dung"),
                                    ("solution", "Giải pháp"),
                                    ("funding", "Kinh phí"),
                                    ("progress", "Tiến độ"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        ("number", models.CharField(blank=True, default="", max_length=20)),
                        ("text_source", models.TextField()),
                        ("text_shown", models.TextField()),
                        ("note", models.TextField(blank=True, default="")),
                    ],
                    options={
                        "ordering": ["kind", "position"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("campaign", "kind", "position"),
                                name="campaigns_text_position_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProblemReport",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="problems",
                                to="campaigns.campaignyear",
                                verbose_name="năm của phong trào",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="problems",
                                to="units.unit",
                                verbose_name="đơn vị",
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người nêu",
                            ),
                        ),
                        ("text", models.TextField(verbose_name="khó khăn, vướng mắc")),
                        (
                            "proposal",
                            models.TextField(blank=True, default="", verbose_name="đề xuất"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("open", "Chờ trả lời"), ("answered", "Đã trả lời")],
                                default="open",
                                max_length=10,
                                verbose_name="trạng thái",
                            ),
                        ),
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
                                verbose_name="người trả lời",
                            ),
                        ),
                        ("created_on", models.DateField(verbose_name="ngày nêu")),
                        (
                            "created_at",
                            models.DateTimeField(auto_now_add=True, verbose_name="nêu lúc"),
                        ),
                        (
                            "answered_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="trả lời lúc"),
                        ),
                    ],
                    options={
                        "verbose_name": "khó khăn, vướng mắc",
                        "verbose_name_plural": "khó khăn, vướng mắc",
                        "ordering": ["-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "open"),
                                    models.Q(("answer", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="campaigns_answered_has_an_answer",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ResponsibleBody",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="bodies",
                                to="campaigns.campaign",
                                verbose_name="phong trào",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(verbose_name="thứ tự")),
                        (
                            "number",
                            models.CharField(
                                blank=True, default="", max_length=20, verbose_name="số mục"
                            ),
                        ),
                        ("name", models.TextField(verbose_name="tên")),
                        (
                            "duties_text",
                            models.TextField(blank=True, default="", verbose_name="nhiệm vụ"),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="units.unit",
                                verbose_name="đơn vị",
                            ),
                        ),
                        ("note", models.TextField(blank=True, default="", verbose_name="ghi chú")),
                    ],
                    options={
                        "verbose_name": "cơ quan chịu trách nhiệm",
                        "verbose_name_plural": "cơ quan chịu trách nhiệm",
                        "ordering": ["position"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("campaign", "position"), name="campaigns_body_position_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Target",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="targets",
                                to="campaigns.campaign",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        ("code", models.CharField(max_length=40)),
                        ("section", models.CharField(blank=True, default="", max_length=300)),
                        ("text_source", models.TextField()),
                        ("text_shown", models.TextField()),
                        ("value_text", models.CharField(max_length=200)),
                        ("unit_label", models.CharField(blank=True, default="", max_length=40)),
                        ("end_year", models.PositiveSmallIntegerField()),
                        ("note", models.TextField(blank=True, default="")),
                    ],
                    options={
                        "ordering": ["position"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("campaign", "code"), name="campaigns_target_code_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanTask",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="tasks",
                                to="campaigns.campaign",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        ("code", models.CharField(max_length=40)),
                        ("heading_number", models.CharField(max_length=20)),
                        ("heading", models.TextField()),
                        ("text_source", models.TextField()),
                        ("text_shown", models.TextField()),
                        ("note", models.TextField(blank=True, default="")),
                        (
                            "target",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="tasks",
                                to="campaigns.target",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="tasks",
                                to="campaigns.responsiblebody",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["position"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("campaign", "code"), name="campaigns_task_code_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TargetMeasure",
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
                            "target",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="measures",
                                to="campaigns.target",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        ("code", models.CharField(max_length=60)),
                        ("label", models.TextField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("percent", "Tỷ lệ %"),
                                    ("level", "Mức độ"),
                                    ("yes_no", "Có/không"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("goal", models.DecimalField(decimal_places=2, max_digits=9)),
                        ("numerator", models.CharField(blank=True, default="", max_length=60)),
                        ("denominator", models.CharField(blank=True, default="", max_length=60)),
                        ("indicator", models.CharField(blank=True, default="", max_length=60)),
                    ],
                    options={
                        "ordering": ["position"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("target", "code"), name="campaigns_measure_code_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TaskProgress",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="task_progress",
                                to="campaigns.campaignyear",
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="progress",
                                to="campaigns.plantask",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("not_started", "Chưa làm"),
                                    ("ongoing", "Đang làm"),
                                    ("done", "Đã xong"),
                                ],
                                default="not_started",
                                max_length=12,
                                verbose_name="tiến độ",
                            ),
                        ),
                        ("note", models.TextField(blank=True, default="", verbose_name="ghi chú")),
                        (
                            "due_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="xong trước hoặc trong ngày"
                            ),
                        ),
                        (
                            "changed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("changed_at", models.DateTimeField(default=core.clock.now)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("campaign_year", "task"),
                                name="campaigns_task_progress_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["not_started", "ongoing", "done"])
                                ),
                                name="campaigns_task_state_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TaskEvidence",
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
                            "progress",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="evidence",
                                to="campaigns.taskprogress",
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
                        ("uploaded_at", models.DateTimeField(default=core.clock.now)),
                        ("removed_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="UnitTally",
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
                            "participation",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="tally",
                                to="campaigns.participation",
                            ),
                        ),
                        (
                            "campaign_year",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="unit_tallies",
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
                            "group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="campaigns.participantgroup",
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
                        ("is_counted", models.BooleanField(default=True)),
                        (
                            "status",
                            models.CharField(
                                blank=True, default="", max_length=10, verbose_name="trạng thái"
                            ),
                        ),
                        ("is_submitted", models.BooleanField(default=False)),
                        ("is_complete", models.BooleanField(default=False)),
                        ("last_day", models.DateField(blank=True, null=True)),
                        ("is_moved", models.BooleanField(default=False)),
                        ("received_on", models.DateField(blank=True, null=True)),
                        ("record_id", models.BigIntegerField(blank=True, null=True)),
                        ("since", models.DateTimeField(blank=True, null=True)),
                        ("taken_up_by", models.CharField(blank=True, default="", max_length=150)),
                        ("lines", models.JSONField(blank=True, default=dict)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("campaign_year", "unit"), name="campaigns_unit_tally_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="YearDecision",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="decisions",
                                to="campaigns.campaignyear",
                            ),
                        ),
                        ("item", models.SlugField(max_length=60)),
                        ("note", models.TextField(verbose_name="quyết định")),
                        (
                            "decided_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("decided_at", models.DateTimeField(default=core.clock.now)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("campaign_year", "item"), name="campaigns_decision_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="YearlyTarget",
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
                            "measure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="yearly",
                                to="campaigns.targetmeasure",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField()),
                        ("value", models.DecimalField(decimal_places=2, max_digits=9)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("measure", "year"), name="campaigns_yearly_target_once"
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
