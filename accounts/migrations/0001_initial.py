"""Every table of the first version; see docs/decisions/0046."""

import core.crypto
import core.migration_steps
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        core.migration_steps.CreateModels(
            models=[
                migrations.CreateModel(
                    name="SignInDelay",
                    fields=[
                        ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                        ("failures", models.PositiveIntegerField(default=0)),
                        ("last_failure_at", models.DateTimeField()),
                        ("open_at", models.DateTimeField()),
                    ],
                ),
                migrations.CreateModel(
                    name="User",
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
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        (
                            "last_login",
                            models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                        ),
                        (
                            "is_superuser",
                            models.BooleanField(
                                default=False,
                                help_text="Designates that this user has all permissions without explicitly assigning them.",
                                verbose_name="superuser status",
                            ),
                        ),
                        (
                            "username",
                            models.CharField(
                                error_messages={
                                    "unique": "Tên đăng nhập này đã có người dùng. Hãy chọn tên khác."
                                },
                                max_length=60,
                                unique=True,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[a-z0-9._-]{3,60}$",
                                        "Tên đăng nhập gồm 3–60 chữ cái không dấu, chữ số, dấu chấm hoặc gạch.",
                                    )
                                ],
                                verbose_name="tên đăng nhập",
                            ),
                        ),
                        ("full_name", models.CharField(max_length=120, verbose_name="họ và tên")),
                        (
                            "phone",
                            core.crypto.EncryptedCharField(
                                blank=True, default="", verbose_name="số điện thoại"
                            ),
                        ),
                        (
                            "phone_index",
                            models.CharField(blank=True, default="", editable=False, max_length=64),
                        ),
                        (
                            "email",
                            models.EmailField(
                                blank=True, default="", max_length=254, verbose_name="thư điện tử"
                            ),
                        ),
                        (
                            "is_active",
                            models.BooleanField(default=True, verbose_name="đang hoạt động"),
                        ),
                        (
                            "is_staff",
                            models.BooleanField(default=False, verbose_name="vào trang quản trị"),
                        ),
                        ("session_epoch", models.PositiveIntegerField(default=0, editable=False)),
                        (
                            "created_at",
                            models.DateTimeField(auto_now_add=True, verbose_name="tạo lúc"),
                        ),
                        (
                            "search",
                            models.CharField(
                                blank=True,
                                default="",
                                editable=False,
                                max_length=400,
                                verbose_name="họ tên không dấu",
                            ),
                        ),
                        (
                            "sort_key",
                            models.CharField(
                                blank=True, default="", editable=False, max_length=800
                            ),
                        ),
                        (
                            "groups",
                            models.ManyToManyField(
                                blank=True,
                                help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.group",
                                verbose_name="groups",
                            ),
                        ),
                        (
                            "user_permissions",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Specific permissions for this user.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.permission",
                                verbose_name="user permissions",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "người dùng",
                        "verbose_name_plural": "người dùng",
                        "ordering": ["username"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("phone_index", ""), _negated=True),
                                fields=("phone_index",),
                                name="accounts_phone_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OneTimeLetter",
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
                                related_name="letters",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người nhận",
                            ),
                        ),
                        ("code_index", models.CharField(max_length=64, unique=True)),
                        (
                            "issued_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người cấp",
                            ),
                        ),
                        ("issued_at", models.DateTimeField(verbose_name="cấp lúc")),
                        ("expires_at", models.DateTimeField(verbose_name="hết hạn lúc")),
                        (
                            "used_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="dùng lúc"),
                        ),
                        (
                            "withdrawn_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="thu hồi lúc"),
                        ),
                        (
                            "withdrawal_reason",
                            models.CharField(
                                blank=True, default="", max_length=300, verbose_name="lý do thu hồi"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "thư mở tài khoản",
                        "verbose_name_plural": "thư mở tài khoản",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("used_at", None), ("withdrawn_at", None)),
                                fields=("user",),
                                name="accounts_letter_one_open",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
