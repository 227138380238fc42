"""Rows that every app may write and that know nobody above them.

Keys upward would turn the line of apps into a circle, so people, units and objects
stand here as plain ids and labels.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.enums import JobState


class Installation(models.Model):
    """One row: what this installation is set to."""

    business_day = models.DateField(_("ngày làm việc đặt sẵn"), null=True, blank=True)
    ticked_at = models.DateTimeField(_("bộ lập lịch chạy lúc"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="core_installation_one_row"),
        ]

    def __str__(self) -> str:
        return "installation"


class AuditChain(models.Model):
    """The head of one chain of audit events; its row is the lock under which events are added."""

    name = models.CharField(max_length=40, primary_key=True)
    seq = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="")

    def __str__(self) -> str:
        return self.name


class AuditEvent(models.Model):
    """Who did what to which object, in the transaction that did it; never changed afterwards."""

    chain = models.CharField(max_length=40)
    seq = models.PositiveBigIntegerField()
    at = models.DateTimeField(_("thời điểm"))
    actor_id = models.BigIntegerField(null=True, blank=True)
    actor_label = models.CharField(_("người thực hiện"), max_length=200)
    role = models.CharField(max_length=200, blank=True)
    unit_id = models.BigIntegerField(null=True, blank=True)
    unit_label = models.CharField(max_length=300, blank=True)
    action = models.CharField(max_length=80)
    object_kind = models.CharField(max_length=80)
    object_id = models.CharField(max_length=64)
    object_label = models.CharField(max_length=300, blank=True)
    before = models.JSONField(null=True, blank=True)
    after = models.JSONField(null=True, blank=True)
    reason = models.TextField(blank=True)
    request_id = models.CharField(max_length=32, blank=True)
    address = models.CharField(max_length=64, blank=True)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["chain", "seq"], name="core_auditevent_seq_once"),
        ]
        indexes = [
            models.Index(fields=["object_kind", "object_id"], name="core_audit_object"),
            models.Index(fields=["unit_id", "-id"], name="core_audit_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.chain}#{self.seq} {self.action}"


class Job(models.Model):
    """Work to be done later. This row is the truth; a broker only says that it exists.

    ``lease_until`` belongs to whoever holds ``lease_token``; an expired lease is up for
    grabs again. ``input_hash`` makes the same wish for the same input one job.
    """

    kind = models.CharField(max_length=60)
    object_key = models.CharField(max_length=100)
    input_hash = models.CharField(max_length=64, blank=True)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=12, choices=JobState, default=JobState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    run_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)
    lease_token = models.CharField(max_length=32, blank=True)
    progress_done = models.PositiveIntegerField(default=0)
    progress_total = models.PositiveIntegerField(default=0)
    message = models.TextField(blank=True)
    result = models.JSONField(null=True, blank=True)
    requested_by = models.BigIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_key", "input_hash"], name="core_job_same_wish_once"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=JobState.values), name="core_job_state_known"
            ),
        ]
        indexes = [models.Index(fields=["state", "run_at"], name="core_job_due")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_key} ({self.state})"


class IdempotencyKey(models.Model):
    """A form that was sent: the second sending finds the first one's answer."""

    key = models.CharField(max_length=64, primary_key=True)
    user_id = models.BigIntegerField(null=True)
    path = models.CharField(max_length=300)
    location = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["created_at"], name="core_idempotency_age")]

    def __str__(self) -> str:
        return self.key
