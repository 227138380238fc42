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
                    name="Mailing",
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
                                related_name="mailings",
                                to="units.unit",
                                verbose_name="cơ quan gửi",
                            ),
                        ),
                        ("kind", models.CharField(max_length=20)),
                        ("day", models.DateField(verbose_name="ngày")),
                        ("label", models.CharField(max_length=200, verbose_name="tên")),
                        (
                            "is_automatic",
                            models.BooleanField(default=False, verbose_name="gửi tự động"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("prepared", "chờ xem và gửi"),
                                    ("sent", "đã gửi"),
                                    ("dropped", "đã bỏ, không gửi"),
                                ],
                                default="prepared",
                                max_length=10,
                                verbose_name="trạng thái",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=0)),
                        (
                            "foreword",
                            models.TextField(blank=True, default="", verbose_name="lời nhắn chung"),
                        ),
                        ("unreached", models.JSONField(default=list)),
                        (
                            "prepared_at",
                            models.DateTimeField(
                                default=core.clock.now, editable=False, verbose_name="chuẩn bị lúc"
                            ),
                        ),
                        (
                            "sent_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="gửi lúc"),
                        ),
                        (
                            "sent_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người gửi",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-day", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("unit", "kind", "day", "is_automatic"),
                                name="notices_mailing_once_a_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["prepared", "sent", "dropped"])),
                                name="notices_mailing_state_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Notice",
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
                                related_name="notices",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("subject", models.CharField(max_length=300, verbose_name="tiêu đề")),
                        ("body", models.TextField(blank=True, default="", verbose_name="nội dung")),
                        ("object_kind", models.CharField(blank=True, default="", max_length=80)),
                        ("object_id", models.CharField(blank=True, default="", max_length=64)),
                        ("path", models.CharField(blank=True, default="", max_length=300)),
                        ("once_key", models.CharField(blank=True, default="", max_length=160)),
                        (
                            "created_at",
                            models.DateTimeField(default=core.clock.now, editable=False),
                        ),
                        ("read_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(fields=["recipient", "read_at"], name="notices_unread")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("once_key", ""), _negated=True),
                                fields=("recipient", "once_key"),
                                name="notices_told_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Outgoing",
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
                            "mailing",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="messages",
                                to="notices.mailing",
                            ),
                        ),
                        (
                            "recipient",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("kind", models.CharField(max_length=20)),
                        ("day", models.DateField()),
                        (
                            "for_units",
                            models.CharField(
                                blank=True, default="", max_length=300, verbose_name="đơn vị"
                            ),
                        ),
                        ("subject", models.CharField(max_length=300, verbose_name="tiêu đề")),
                        ("body", models.TextField(verbose_name="nội dung")),
                        ("path", models.CharField(blank=True, default="", max_length=300)),
                        ("about", models.JSONField(default=list)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("unsent", "chưa gửi"),
                                    ("mail_queued", "đã vào hộp thư, đang gửi thư điện tử"),
                                    ("sent_out", "đã vào hộp thư, đã gửi thư điện tử"),
                                    ("inbox_only", "đã vào hộp thư, không có thư điện tử"),
                                    ("not_sent", "đã vào hộp thư, chưa gửi được thư điện tử"),
                                    ("left_out", "không gửi"),
                                    ("needless", "không gửi: việc đã xong"),
                                ],
                                default="unsent",
                                max_length=12,
                            ),
                        ),
                        ("error", models.TextField(blank=True, default="")),
                        ("mailed_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("recipient", "kind", "day"), name="notices_one_digest_a_day"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "unsent",
                                            "mail_queued",
                                            "sent_out",
                                            "inbox_only",
                                            "not_sent",
                                            "left_out",
                                            "needless",
                                        ],
                                    )
                                ),
                                name="notices_outgoing_state_known",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
