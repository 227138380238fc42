"""Every table of the first version; see docs/decisions/0046."""

import core.migration_steps
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        core.migration_steps.CreateModels(
            models=[
                migrations.CreateModel(
                    name="AuditChain",
                    fields=[
                        (
                            "name",
                            models.CharField(max_length=40, primary_key=True, serialize=False),
                        ),
                        ("seq", models.PositiveBigIntegerField(default=0)),
                        ("hash", models.CharField(default="", max_length=64)),
                    ],
                ),
                migrations.CreateModel(
                    name="AuditEvent",
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
                        ("chain", models.CharField(max_length=40)),
                        ("seq", models.PositiveBigIntegerField()),
                        ("at", models.DateTimeField(verbose_name="thời điểm")),
                        ("actor_id", models.BigIntegerField(blank=True, null=True)),
                        (
                            "actor_label",
                            models.CharField(max_length=200, verbose_name="người thực hiện"),
                        ),
                        ("role", models.CharField(blank=True, max_length=200)),
                        ("unit_id", models.BigIntegerField(blank=True, null=True)),
                        ("unit_label", models.CharField(blank=True, max_length=300)),
                        ("action", models.CharField(max_length=80)),
                        ("object_kind", models.CharField(max_length=80)),
                        ("object_id", models.CharField(max_length=64)),
                        ("object_label", models.CharField(blank=True, max_length=300)),
                        ("before", models.JSONField(blank=True, null=True)),
                        ("after", models.JSONField(blank=True, null=True)),
                        ("reason", models.TextField(blank=True)),
                        ("request_id", models.CharField(blank=True, max_length=32)),
                        ("address", models.CharField(blank=True, max_length=64)),
                        ("previous_hash", models.CharField(blank=True, max_length=64)),
                        ("hash", models.CharField(max_length=64)),
                    ],
                    options={
                        "ordering": ["-id"],
                        "indexes": [
                            models.Index(
                                fields=["object_kind", "object_id"], name="core_audit_object"
                            ),
                            models.Index(fields=["unit_id", "-id"], name="core_audit_unit"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("chain", "seq"), name="core_auditevent_seq_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IdempotencyKey",
                    fields=[
                        ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                        ("user_id", models.BigIntegerField(null=True)),
                        ("path", models.CharField(max_length=300)),
                        ("location", models.CharField(blank=True, max_length=500)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["created_at"], name="core_idempotency_age")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Installation",
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
                            "business_day",
                            models.DateField(
                                blank=True, null=True, verbose_name="ngày làm việc đặt sẵn"
                            ),
                        ),
                        (
                            "ticked_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="bộ lập lịch chạy lúc"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("pk", 1)), name="core_installation_one_row"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Job",
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
                        ("kind", models.CharField(max_length=60)),
                        ("object_key", models.CharField(max_length=100)),
                        ("input_hash", models.CharField(blank=True, max_length=64)),
                        ("arguments", models.JSONField(default=dict)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("queued", "Đang chờ"),
                                    ("running", "Đang chạy"),
                                    ("done", "Đã xong"),
                                    ("failed", "Không thành công"),
                                    ("cancelled", "Đã hủy"),
                                ],
                                default="queued",
                                max_length=12,
                            ),
                        ),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("run_at", models.DateTimeField()),
                        ("lease_until", models.DateTimeField(blank=True, null=True)),
                        ("lease_token", models.CharField(blank=True, max_length=32)),
                        ("progress_done", models.PositiveIntegerField(default=0)),
                        ("progress_total", models.PositiveIntegerField(default=0)),
                        ("message", models.TextField(blank=True)),
                        ("result", models.JSONField(blank=True, null=True)),
                        ("requested_by", models.BigIntegerField(blank=True, null=True)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("finished_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["-id"],
                        "indexes": [models.Index(fields=["state", "run_at"], name="core_job_due")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("kind", "object_key", "input_hash"),
                                name="core_job_same_wish_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        ["queued", "running", "done", "failed", "cancelled"],
                                    )
                                ),
                                name="core_job_state_known",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
