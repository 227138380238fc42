"""Every table of the first version; see docs/decisions/0046."""

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
                    name="Import",
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
                                    ("units", "Danh sách đơn vị của xã"),
                                    ("households", "Hộ gia đình và người trong hộ"),
                                    ("registrations", "Đăng ký danh hiệu của năm"),
                                    ("results", "Kết quả từng tiêu chí của hộ, dòng họ, cá nhân"),
                                    ("village-results", "Kết quả và số liệu của các thôn"),
                                ],
                                max_length=16,
                                verbose_name="loại danh sách",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="imports",
                                to="units.unit",
                                verbose_name="đơn vị",
                            ),
                        ),
                        (
                            "campaign_year",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="imports",
                                to="campaigns.campaignyear",
                                verbose_name="năm",
                            ),
                        ),
                        (
                            "unit_type",
                            models.CharField(
                                blank=True,
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
                                default="",
                                max_length=20,
                                verbose_name="loại đối tượng",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.storedfile",
                                verbose_name="tệp",
                            ),
                        ),
                        ("file_name", models.CharField(max_length=200, verbose_name="tên tệp")),
                        (
                            "marked_file",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.storedfile",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("uploaded", "Đã nhận tệp"),
                                    ("read", "Chờ chọn cách đọc chữ"),
                                    ("previewed", "Chờ xác nhận"),
                                    ("committed", "Đã ghi"),
                                    ("undone", "Đã hoàn tác"),
                                    ("refused", "Không nhận"),
                                ],
                                default="uploaded",
                                max_length=10,
                                verbose_name="trạng thái",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=0)),
                        ("message", models.TextField(blank=True, default="")),
                        ("fonts", models.JSONField(blank=True, default=dict)),
                        ("convert", models.BooleanField(blank=True, null=True)),
                        ("preview", models.JSONField(blank=True, default=dict)),
                        (
                            "mode",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (
                                        "all",
                                        "Tất cả hoặc không: còn một dòng lỗi thì không ghi dòng nào",
                                    ),
                                    (
                                        "good",
                                        "Chỉ dòng đúng: ghi các dòng đúng, bỏ lại các dòng lỗi",
                                    ),
                                ],
                                default="",
                                max_length=4,
                            ),
                        ),
                        ("skipped", models.JSONField(blank=True, default=list)),
                        ("skips_alike", models.BooleanField(default=False)),
                        ("job_id", models.BigIntegerField(blank=True, null=True)),
                        (
                            "created_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(auto_now_add=True, verbose_name="nhận lúc"),
                        ),
                        (
                            "committed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "committed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="ghi lúc"),
                        ),
                        (
                            "undone_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "undone_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="hoàn tác lúc"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "lần nhập từ Excel",
                        "verbose_name_plural": "các lần nhập từ Excel",
                        "ordering": ["-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "uploaded",
                                            "read",
                                            "previewed",
                                            "committed",
                                            "undone",
                                            "refused",
                                        ],
                                    )
                                ),
                                name="imports_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "units",
                                            "households",
                                            "registrations",
                                            "results",
                                            "village-results",
                                        ],
                                    )
                                ),
                                name="imports_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "committed"), _negated=True),
                                    ("committed_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="imports_committed_at_a_moment",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ImportBatch",
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
                            "part_of",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="batches",
                                to="imports.import",
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("changes", models.JSONField(default=list)),
                    ],
                    options={
                        "ordering": ["number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("part_of", "number"), name="imports_batch_once"
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
