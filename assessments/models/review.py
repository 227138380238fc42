"""What the review adds: flags, phrases, what was sent back, who stands in for whom, re-checks."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from assessments.enums import FlagKind, SampleKind
from assessments.models.records import Assessment, AssessmentEvent, Evidence
from assessments.querysets import SampleQuerySet, SubstitutionQuerySet
from campaigns.models import Campaign, CampaignYear
from criteria.models import Criterion, Indicator
from units.models import Unit


class ReviewSetting(models.Model):
    """From when on something looks odd in a campaign.

    Chosen by the product until the office sets it: a campaign without a row has the defaults.
    """

    campaign = models.OneToOneField(
        Campaign, on_delete=models.CASCADE, related_name="review_setting"
    )
    jump_percent = models.DecimalField(
        _("thay đổi so với năm trước quá (%)"),
        max_digits=6,
        decimal_places=1,
        default=Decimal(50),
    )
    jump_minimum = models.DecimalField(
        _("và chênh lệch từ"),
        max_digits=20,
        decimal_places=2,
        default=Decimal(10),
    )
    text_length = models.PositiveSmallIntegerField(
        _("lời văn giống hệt nhau từ (chữ cái)"),
        default=40,
    )
    all_met_from = models.PositiveSmallIntegerField(
        _("mọi mục đều đạt, từ (mục)"),
        default=5,
    )
    source = models.CharField(_("căn cứ"), max_length=200, blank=True, default="")

    def __str__(self) -> str:
        return f"{self.campaign_id}: {self.jump_percent} %"


class Flag(models.Model):
    """Something odd in a submitted record, found when it was handed in; gone with the next one."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="flags")
    kind = models.CharField(max_length=12, choices=FlagKind)
    criterion = models.ForeignKey(
        Criterion, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    other = models.ForeignKey(
        Assessment, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    evidence = models.ForeignKey(
        Evidence, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    before = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    now = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=FlagKind.values), name="assessments_flag_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id}: {self.kind}"


class ReturnedItem(models.Model):
    """An item that was sent back, as it stood then; the next submission is compared with it."""

    event = models.ForeignKey(
        AssessmentEvent, on_delete=models.CASCADE, related_name="returned_items"
    )
    criterion = models.ForeignKey(
        Criterion, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.TextField()
    value = models.CharField(max_length=16, blank=True, default="")
    text = models.TextField(blank=True, default="")
    files = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(criterion=None) ^ Q(indicator=None),
                name="assessments_returned_item_is_one_line",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id}: {self.reason}"


class ReturnPhrase(models.Model):
    """A ready-made sentence of the office for what has to be mended."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="return_phrases")
    position = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(_("câu mẫu"), max_length=300)
    is_retired = models.BooleanField(default=False)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "text"], name="assessments_phrase_once"),
        ]

    def __str__(self) -> str:
        return self.text


class Substitution(models.Model):
    """Who reviews in the place of an absent reviewer, from a day to a day, named by the leader."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="substitutions")
    absent = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="substituted_by"
    )
    stand_in = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="substitutes_for"
    )
    from_on = models.DateField(_("từ ngày"))
    to_on = models.DateField(_("đến hết ngày"))
    reason = models.CharField(_("lý do vắng"), max_length=300)
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    named_at = models.DateTimeField()
    ended_on = models.DateField(null=True, blank=True)

    objects = SubstitutionQuerySet.as_manager()

    class Meta:
        ordering = ["-from_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__gte=F("from_on")), name="assessments_substitution_in_order"
            ),
            models.CheckConstraint(
                condition=~Q(absent=F("stand_in")), name="assessments_substitution_of_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stand_in_id} for {self.absent_id}"


class RecheckSample(models.Model):
    """A random sample drawn for checking on the spot. The same seed draws the same units."""

    campaign_year = models.ForeignKey(
        CampaignYear, on_delete=models.PROTECT, related_name="recheck_samples"
    )
    kind = models.CharField(_("phúc tra"), max_length=10, choices=SampleKind)
    seed = models.CharField(_("số gieo"), max_length=20)
    size = models.PositiveSmallIntegerField(_("số lượng"))
    frame_size = models.PositiveIntegerField(_("rút từ"))
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    drawn_at = models.DateTimeField()

    objects = SampleQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign_year", "kind", "seed", "size"], name="assessments_sample_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_year_id} {self.kind} {self.seed}"


class RecheckItem(models.Model):
    """One unit of a sample: what it claimed when it was drawn, and what was found there."""

    sample = models.ForeignKey(RecheckSample, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    village = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    claimed = models.PositiveSmallIntegerField()
    out_of = models.PositiveSmallIntegerField()
    found = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.TextField(blank=True, default="")
    checked_on = models.DateField(null=True, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["sample", "unit"], name="assessments_sample_item_once"),
            models.CheckConstraint(
                condition=Q(found=None) | Q(found__lte=F("out_of")),
                name="assessments_found_within_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sample_id}/{self.position}"
