"""Proposals: the achievement, the item, the letter that carries items, and what each step left."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from awards.enums import (
    Action,
    BatchState,
    Paper,
    RecipientKind,
    State,
    WarningCode,
)
from awards.models.catalogue import AwardRule, AwardType, LegalRegime
from awards.querysets import ProposalQuerySet, SubmissionQuerySet
from campaigns.enums import Occasion
from campaigns.models import Campaign
from documents.models import IssuedPaper, StoredFile
from units.models import Unit

# An item in one of these no longer stands in the way of another award for the achievement.
ENDED = (State.NOT_PASSED, State.NOT_GRANTED, State.WITHDRAWN, State.REVOKED)
# Its report is still being written.
BEFORE_SENDING = (State.DRAFT, State.VILLAGE_MEETING)
MENDABLE = (*BEFORE_SENDING, State.RETURNED)
GRANTED = (State.CONFERRED, State.PRESENTED)


class Achievement(models.Model):
    """What somebody did in a campaign in a period; one award at most follows from it (R1)."""

    recipient = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="achievements")
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="achievements")
    period_from = models.PositiveSmallIntegerField(_("từ năm"))
    period_to = models.PositiveSmallIntegerField(_("đến năm"))

    class Meta:
        verbose_name = _("thành tích")
        verbose_name_plural = _("thành tích")
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "campaign", "period_from", "period_to"],
                name="awards_achievement_once",
            ),
            models.CheckConstraint(
                condition=Q(period_to__gte=F("period_from")), name="awards_achievement_period"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recipient_id} {self.period_words}"

    @property
    def period_words(self) -> str:
        """*2026*, or *2026–2030*."""
        if self.period_from == self.period_to:
            return str(self.period_to)
        return f"{self.period_from}–{self.period_to}"


class Submission(models.Model):
    """A letter (tờ trình) with its list: who proposes, to whom, for which occasion.

    ``regime`` is the law of the day on which it was sent; ``unit_name`` is frozen with it.
    """

    unit = models.ForeignKey(
        Unit, verbose_name=_("đơn vị đề nghị"), on_delete=models.PROTECT, related_name="submissions"
    )
    host = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="submissions")
    occasion = models.CharField(_("dịp"), max_length=8, choices=Occasion)
    year = models.PositiveSmallIntegerField(_("năm"))
    state = models.CharField(
        _("trạng thái"), max_length=8, choices=BatchState, default=BatchState.DRAFT
    )
    unit_name = models.CharField(_("tên khi gửi"), max_length=300, blank=True, default="")
    sent_on = models.DateField(_("ngày gửi"), null=True, blank=True)
    last_day = models.DateField(_("ngày cuối"), null=True, blank=True)
    late_reason = models.TextField(_("lý do gửi muộn"), blank=True, default="")
    regime = models.ForeignKey(
        LegalRegime, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # The letter as it was closed: its number, its day, its signed copy.
    paper = models.ForeignKey(
        IssuedPaper, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("tờ trình đề nghị khen thưởng")
        verbose_name_plural = _("tờ trình đề nghị khen thưởng")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft") | Q(sent_on__isnull=False, regime__isnull=False),
                name="awards_submission_sent_has_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_name or self.unit_id} {self.year}"

    @property
    def is_late(self) -> bool:
        """Whether it was sent after the last day of its duty."""
        return bool(self.last_day and self.sent_on and self.sent_on > self.last_day)


class VillageMeeting(models.Model):
    """The village's meeting about a letter: who was there, and the votes as they were cast.

    ``votes`` stay when an item leaves the letter; see ``awards.selectors.village_votes``.
    """

    submission = models.OneToOneField(Submission, on_delete=models.CASCADE, related_name="meeting")
    held_on = models.DateField(_("ngày họp"))
    households = models.PositiveIntegerField(_("tổng số hộ"))
    present = models.PositiveIntegerField(_("số người dự"))
    chaired_by = models.CharField(_("chủ trì"), max_length=120)
    kept_by = models.CharField(_("thư ký"), max_length=120)
    minutes = models.TextField(_("ý kiến tại cuộc họp"), blank=True, default="")
    votes = models.JSONField(_("kết quả biểu quyết"), default=list)
    scan = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    scan_name = models.CharField(max_length=200, blank=True, default="")
    # The wording of the minutes once they are signed or the letter is sent.
    outline = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(present__gt=0) & Q(households__gt=0), name="awards_meeting_had_people"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.held_on}"


class Proposal(models.Model):
    """One item: one recipient, one achievement, one award form, on its way up.

    ``version`` grows with every step. ``paused_state`` is where an item on hold came from.
    """

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="proposals")
    achievement = models.ForeignKey(Achievement, on_delete=models.PROTECT, related_name="proposals")
    award_type = models.ForeignKey(
        AwardType,
        verbose_name=_("hình thức đề nghị"),
        on_delete=models.PROTECT,
        related_name="proposals",
    )
    rule = models.ForeignKey(
        AwardRule, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(_("trạng thái"), max_length=20, choices=State, default=State.DRAFT)
    paused_state = models.CharField(max_length=20, blank=True, default="")
    recipient_kind = models.CharField(_("đối tượng"), max_length=12, choices=RecipientKind)
    recipient_name = models.CharField(_("tên"), max_length=300)
    recipient_place = models.CharField(_("nơi ở, nơi công tác"), max_length=300, blank=True)
    is_leader = models.BooleanField(_("lãnh đạo, quản lý"), null=True, blank=True)
    is_female = models.BooleanField(_("nữ"), null=True, blank=True)
    reason = models.TextField(_("lý do theo kết quả"), blank=True, default="")
    summary = models.TextField(_("tóm tắt thành tích"), blank=True, default="")
    report = models.TextField(_("báo cáo thành tích"), blank=True, default="")
    village_yes = models.PositiveIntegerField(_("thôn đồng ý"), null=True, blank=True)
    village_no = models.PositiveIntegerField(_("thôn không đồng ý"), null=True, blank=True)
    appraisal = models.TextField(_("ý kiến thẩm định"), blank=True, default="")
    appraised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    notice_until = models.DateField(_("công khai đến hết ngày"), null=True, blank=True)
    award = models.OneToOneField(
        "awards.Award",
        verbose_name=_("khen thưởng"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="proposal",
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=0)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("đề nghị khen thưởng")
        verbose_name_plural = _("đề nghị khen thưởng")
        ordering = ["submission", "pk"]
        constraints = [
            # One achievement, at most one open or granted award (Law, Art. 5; rule R1).
            models.UniqueConstraint(
                fields=["achievement"],
                condition=~Q(state__in=[one.value for one in ENDED]),
                name="awards_one_open_award_for_one_achievement",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["conferred", "presented", "revoked"])
                | Q(award__isnull=False),
                name="awards_conferred_by_decision",
            ),
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="awards_proposal_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="on_hold") | ~Q(paused_state=""),
                name="awards_hold_remembers_where",
            ),
        ]
        indexes = [models.Index(fields=["state"], name="awards_proposal_state")]

    def __str__(self) -> str:
        return f"{self.recipient_name}: {self.award_type_id}"


class ProposalEvent(models.Model):
    """One step of an item: who, when, from where to where, on which paper. Append-only."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="events")
    action = models.CharField(max_length=20, choices=Action)
    from_state = models.CharField(max_length=20, choices=State)
    to_state = models.CharField(max_length=20, choices=State)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True, default="")
    issuer = models.CharField(_("cơ quan"), max_length=200, blank=True, default="")
    number = models.CharField(_("số văn bản"), max_length=80, blank=True, default="")
    dated = models.DateField(_("ngày văn bản"), null=True, blank=True)
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    file_name = models.CharField(max_length=200, blank=True, default="")
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.action}"


class DossierFile(models.Model):
    """A paper of an item's dossier; a newer one of the same kind stands beside the older."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="files")
    paper = models.CharField(_("giấy tờ"), max_length=16, choices=Paper)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("tên tệp"), max_length=200)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class DossierVersion(models.Model):
    """What a dossier said each time it was sent; never changed afterwards."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "number"], name="awards_dossier_version_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.number}"


class ProposalWarning(models.Model):
    """Something to be answered in writing before the council sees the item."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="warnings")
    code = models.CharField(max_length=12, choices=WarningCode)
    text = models.TextField()
    answer = models.TextField(_("trả lời"), blank=True, default="")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "code"], name="awards_warning_once"),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.code}"
