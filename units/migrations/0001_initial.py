"""Every table of the first version; see docs/decisions/0046."""

import core.crypto
import core.migration_steps
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
    ]

    operations = [
        core.migration_steps.CreateModels(
            models=[
                migrations.CreateModel(
                    name="Unit",
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
                            "type",
                            models.CharField(
                                choices=[
                                    ("country", "Cả nước"),
                                    ("province", "Tỉnh, thành phố"),
                                    ("district", "Huyện (trước 01/7/2025)"),
                                    ("commune", "Xã, phường, đặc khu"),
                                    ("village", "Thôn, tổ dân phố"),
                                    ("agency", "Cơ quan, đơn vị"),
                                    ("section", "Phòng, bộ phận"),
                                    ("mass_organisation", "Mặt trận, đoàn thể"),
                                    ("school", "Trường học"),
                                    ("health_station", "Trạm y tế"),
                                    ("association", "Hội"),
                                    ("enterprise", "Doanh nghiệp"),
                                    ("cooperative", "Hợp tác xã"),
                                    ("clan", "Dòng họ"),
                                    ("household", "Hộ gia đình"),
                                    ("individual", "Cá nhân"),
                                ],
                                max_length=20,
                                verbose_name="loại",
                            ),
                        ),
                        (
                            "kind_word",
                            models.CharField(
                                blank=True, default="", max_length=40, verbose_name="từ chỉ loại"
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="tên riêng")),
                        (
                            "code",
                            models.CharField(
                                blank=True, default="", max_length=24, verbose_name="mã"
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="children",
                                to="units.unit",
                                verbose_name="đơn vị cấp trên",
                            ),
                        ),
                        (
                            "path",
                            models.CharField(
                                blank=True, db_index=True, default="", editable=False, max_length=96
                            ),
                        ),
                        (
                            "commune",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="units.unit",
                                verbose_name="thuộc xã",
                            ),
                        ),
                        ("position", models.PositiveIntegerField(default=0, verbose_name="thứ tự")),
                        (
                            "valid_from",
                            models.DateField(blank=True, null=True, verbose_name="có từ ngày"),
                        ),
                        (
                            "valid_to",
                            models.DateField(blank=True, null=True, verbose_name="đến hết ngày"),
                        ),
                        (
                            "place_name",
                            models.CharField(
                                blank=True, max_length=120, verbose_name="địa danh ghi trên văn bản"
                            ),
                        ),
                        (
                            "letterhead",
                            models.CharField(
                                blank=True,
                                max_length=200,
                                verbose_name="tên cơ quan ghi trên văn bản",
                            ),
                        ),
                        (
                            "symbol",
                            models.CharField(
                                blank=True, max_length=40, verbose_name="chữ viết tắt trong ký hiệu"
                            ),
                        ),
                        (
                            "is_difficult_area",
                            models.BooleanField(default=False, verbose_name="vùng khó khăn"),
                        ),
                        ("note", models.TextField(blank=True, default="", verbose_name="ghi chú")),
                        (
                            "is_inferred",
                            models.BooleanField(
                                default=False,
                                help_text="Nguồn không ghi rõ; cần kiểm tra.",
                                verbose_name="vị trí suy luận",
                            ),
                        ),
                        ("search", models.TextField(blank=True, default="", editable=False)),
                        (
                            "sort_key",
                            models.CharField(
                                blank=True, default="", editable=False, max_length=600
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "đơn vị",
                        "verbose_name_plural": "đơn vị",
                        "indexes": [
                            models.Index(fields=["type", "sort_key"], name="units_type_sort"),
                            models.Index(fields=["code"], name="units_code"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("code", ""), _negated=True),
                                fields=("code", "valid_from"),
                                name="units_code_once_from_a_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "type__in",
                                        [
                                            "country",
                                            "province",
                                            "district",
                                            "commune",
                                            "village",
                                            "agency",
                                            "section",
                                            "mass_organisation",
                                            "school",
                                            "health_station",
                                            "association",
                                            "enterprise",
                                            "cooperative",
                                            "clan",
                                            "household",
                                            "individual",
                                        ],
                                    )
                                ),
                                name="units_unit_type_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("parent", None),
                                    models.Q(("parent", models.F("id")), _negated=True),
                                    _connector="OR",
                                ),
                                name="units_not_own_parent",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_from", None),
                                    ("valid_to", None),
                                    ("valid_to__gte", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="units_unit_ends_after_start",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Person",
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
                        ("full_name", models.CharField(max_length=120, verbose_name="họ và tên")),
                        (
                            "sort_key",
                            models.CharField(
                                blank=True, default="", editable=False, max_length=400
                            ),
                        ),
                        (
                            "birth_year",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="năm sinh"
                            ),
                        ),
                        (
                            "is_female",
                            models.BooleanField(blank=True, null=True, verbose_name="nữ"),
                        ),
                        ("phone", core.crypto.EncryptedCharField(blank=True, default="")),
                        (
                            "phone_index",
                            models.CharField(blank=True, db_index=True, default="", max_length=64),
                        ),
                        ("national_id", core.crypto.EncryptedCharField(blank=True, default="")),
                        (
                            "national_id_index",
                            models.CharField(blank=True, default="", max_length=64),
                        ),
                        (
                            "unit",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="person",
                                to="units.unit",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["sort_key", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("national_id_index", ""), _negated=True),
                                fields=("national_id_index",),
                                name="units_national_id_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Membership",
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
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="memberships",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người dùng",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="memberships",
                                to="units.unit",
                                verbose_name="đơn vị",
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("viewer", "Người xem"),
                                    ("editor", "Người nhập"),
                                    ("head", "Trưởng thôn, thủ trưởng đơn vị"),
                                    ("officer", "Công chức phụ trách"),
                                    ("leader", "Lãnh đạo Phòng Văn hóa - Xã hội"),
                                    ("clerk", "Văn thư"),
                                    ("secretary", "Thư ký Hội đồng"),
                                    ("member", "Thành viên Hội đồng"),
                                    ("chair", "Chủ tịch UBND"),
                                    ("province_officer", "Cán bộ cấp tỉnh"),
                                    ("auditor", "Kiểm tra, giám sát"),
                                    ("administrator", "Quản trị hệ thống"),
                                ],
                                max_length=20,
                                verbose_name="vai trò",
                            ),
                        ),
                        ("from_on", models.DateField(verbose_name="từ ngày")),
                        (
                            "to_on",
                            models.DateField(blank=True, null=True, verbose_name="đến hết ngày"),
                        ),
                    ],
                    options={
                        "verbose_name": "vai trò",
                        "verbose_name_plural": "vai trò",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("user", "unit", "role", "from_on"),
                                name="units_membership_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("to_on", None)),
                                fields=("user", "unit", "role"),
                                name="units_membership_one_open",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "role__in",
                                        [
                                            "viewer",
                                            "editor",
                                            "head",
                                            "officer",
                                            "leader",
                                            "clerk",
                                            "secretary",
                                            "member",
                                            "chair",
                                            "province_officer",
                                            "auditor",
                                            "administrator",
                                        ],
                                    )
                                ),
                                name="units_membership_role_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("to_on", None),
                                    ("to_on__gte", models.F("from_on")),
                                    _connector="OR",
                                ),
                                name="units_membership_ends_after_start",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HouseholdMember",
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
                            "household",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="members",
                                to="units.unit",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="households",
                                to="units.person",
                            ),
                        ),
                        ("is_head", models.BooleanField(default=False, verbose_name="chủ hộ")),
                        ("from_on", models.DateField(blank=True, null=True)),
                        ("to_on", models.DateField(blank=True, null=True)),
                        (
                            "leaving",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("died", "đã mất"),
                                    ("moved", "chuyển đi nơi khác"),
                                    ("other", "lý do khác"),
                                ],
                                default="",
                                max_length=8,
                                verbose_name="lý do rời hộ",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("to_on", None)),
                                fields=("person",),
                                name="units_person_in_one_household",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("is_head", True), ("to_on", None)),
                                fields=("household",),
                                name="units_household_one_head",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Deputy",
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
                                related_name="deputies",
                                to="units.unit",
                                verbose_name="đơn vị",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mandates",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người được ủy quyền",
                            ),
                        ),
                        (
                            "membership",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="deputy",
                                to="units.membership",
                            ),
                        ),
                        ("title", models.CharField(max_length=60, verbose_name="chức danh")),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("viewer", "Người xem"),
                                    ("editor", "Người nhập"),
                                    ("head", "Trưởng thôn, thủ trưởng đơn vị"),
                                    ("officer", "Công chức phụ trách"),
                                    ("leader", "Lãnh đạo Phòng Văn hóa - Xã hội"),
                                    ("clerk", "Văn thư"),
                                    ("secretary", "Thư ký Hội đồng"),
                                    ("member", "Thành viên Hội đồng"),
                                    ("chair", "Chủ tịch UBND"),
                                    ("province_officer", "Cán bộ cấp tỉnh"),
                                    ("auditor", "Kiểm tra, giám sát"),
                                    ("administrator", "Quản trị hệ thống"),
                                ],
                                max_length=20,
                                verbose_name="vai trò",
                            ),
                        ),
                        ("from_on", models.DateField(verbose_name="từ ngày")),
                        ("to_on", models.DateField(verbose_name="đến hết ngày")),
                        (
                            "named_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người ủy quyền",
                            ),
                        ),
                        ("named_at", models.DateTimeField(verbose_name="ủy quyền lúc")),
                        (
                            "ended_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="kết thúc sớm lúc"
                            ),
                        ),
                        (
                            "end_reason",
                            models.CharField(
                                blank=True,
                                default="",
                                max_length=300,
                                verbose_name="lý do kết thúc sớm",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "ủy quyền cho cấp phó",
                        "verbose_name_plural": "ủy quyền cho cấp phó",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("to_on__gte", models.F("from_on"))),
                                name="units_deputy_ends_after_start",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("role__in", ["head", "editor"])),
                                name="units_deputy_role_of_the_unit",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ClanHousehold",
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
                            "clan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="clan_households",
                                to="units.unit",
                            ),
                        ),
                        (
                            "household",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="clans",
                                to="units.unit",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("clan", "household"), name="units_clan_household_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UnitChange",
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
                                    ("merge", "Sáp nhập"),
                                    ("split", "Chia tách"),
                                    ("rename", "Đổi tên"),
                                    ("reparent", "Chuyển đơn vị cấp trên"),
                                    ("dissolve", "Giải thể"),
                                ],
                                max_length=12,
                                verbose_name="loại thay đổi",
                            ),
                        ),
                        ("on", models.DateField(verbose_name="từ ngày")),
                        (
                            "legal_basis",
                            models.CharField(
                                blank=True, default="", max_length=300, verbose_name="căn cứ"
                            ),
                        ),
                        ("note", models.TextField(blank=True, default="", verbose_name="ghi chú")),
                    ],
                    options={
                        "verbose_name": "thay đổi tổ chức",
                        "verbose_name_plural": "thay đổi tổ chức",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        ["merge", "split", "rename", "reparent", "dissolve"],
                                    )
                                ),
                                name="units_change_kind_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UnitChangeLine",
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
                            "change",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="lines",
                                to="units.unitchange",
                            ),
                        ),
                        (
                            "from_unit",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="changes_away",
                                to="units.unit",
                                verbose_name="đơn vị cũ",
                            ),
                        ),
                        (
                            "to_unit",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="changes_into",
                                to="units.unit",
                                verbose_name="đơn vị mới",
                            ),
                        ),
                        ("partly", models.BooleanField(default=False, verbose_name="một phần")),
                    ],
                    options={
                        "verbose_name": "đơn vị trước và sau",
                        "verbose_name_plural": "đơn vị trước và sau",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("change", "from_unit", "to_unit"),
                                name="units_change_line_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("from_unit__isnull", False),
                                    ("to_unit__isnull", False),
                                    _connector="OR",
                                ),
                                name="units_change_line_has_an_end",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UnitName",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="names",
                                to="units.unit",
                            ),
                        ),
                        ("kind_word", models.CharField(blank=True, default="", max_length=40)),
                        ("name", models.CharField(max_length=200)),
                        ("from_on", models.DateField(blank=True, null=True)),
                        ("to_on", models.DateField(blank=True, null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("unit", "from_on"), name="units_name_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UnitPlacement",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="placements",
                                to="units.unit",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="units.unit",
                            ),
                        ),
                        ("from_on", models.DateField(blank=True, null=True)),
                        ("to_on", models.DateField(blank=True, null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("unit", "from_on"), name="units_placement_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("unit", models.F("parent")), _negated=True),
                                name="units_placement_not_self",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
