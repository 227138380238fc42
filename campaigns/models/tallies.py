"""The roll-up of a year: how many stand where, kept in the transaction that changes it.

A ``UnitTally`` is one participant, a ``PlaceTally`` the sums of a commune's (or, for results
without a form, a village's) units of one group, a ``LineTally`` the sums of one line of their
forms. Levels above a commune are sums of these rows. Nobody writes them but
``campaigns.services.tallies``; ``manage.py recount`` proves them against the rows they count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from campaigns.models.campaign import CampaignYear, ParticipantGroup, Participation
from campaigns.querysets import PlaceTallyQuerySet, UnitTallyQuerySet
from units.models import Unit

# Which column counts a state; the empty one is "chưa nhập".
STATE_COLUMNS: Mapping[str, str] = {
    "": "not_begun",
    "draft": "draft",
    "submitted": "handed_in",
    "in_review": "in_review",
    "returned": "returned",
    "reviewed": "reviewed",
    "final": "final",
}
COUNTS = (
    *("participants", "dated", "submitted", "complete", "on_time"),
    *STATE_COLUMNS.values(),
    *("registered", "assessed", "achieved"),
)


def number_said(said: str) -> Decimal | None:
    """The number of what a form says to a line; a judgement is a word and has none."""
    return Decimal(said) if said[:1].isdigit() or said[:1] == "-" else None


class UnitTally(models.Model):
    """Where one participant stands, and what it adds to the sums of its place.

    ``place`` is the commune (or the launching unit) in which it was entered into the year; it
    stays when communes merge later. ``last_day`` is the one that counts for this unit,
    ``lines`` what its form adds to the line sums: line code → judgement or number.
    """

    participation = models.OneToOneField(
        Participation, on_delete=models.CASCADE, related_name="tally"
    )
    campaign_year = models.ForeignKey(
        CampaignYear, on_delete=models.CASCADE, related_name="unit_tallies"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(ParticipantGroup, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    is_counted = models.BooleanField(default=True)
    status = models.CharField(_("trạng thái"), max_length=10, blank=True, default="")
    is_submitted = models.BooleanField(default=False)
    is_complete = models.BooleanField(default=False)
    last_day = models.DateField(null=True, blank=True)
    is_moved = models.BooleanField(default=False)
    received_on = models.DateField(null=True, blank=True)
    record_id = models.BigIntegerField(null=True, blank=True)
    since = models.DateTimeField(null=True, blank=True)
    taken_up_by = models.CharField(max_length=150, blank=True, default="")
    lines = models.JSONField(default=dict, blank=True)

    objects = UnitTallyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campaign_year", "unit"], name="campaigns_unit_tally_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.status}"

    @property
    def is_on_time(self) -> bool:
        """Whether the first standing receipt came by the last day."""
        return bool(self.last_day and self.received_on and self.received_on <= self.last_day)

    @property
    def counts(self) -> Counter[str]:
        """What it adds to the sums of its place, by column; nothing when it was excluded."""
        if not self.is_counted:
            return Counter()
        return Counter(
            {
                "participants": 1,
                "dated": int(self.last_day is not None),
                "submitted": int(self.is_submitted),
                "complete": int(self.is_submitted and self.is_complete),
                "on_time": int(self.is_on_time),
                STATE_COLUMNS[self.status]: 1,
            }
        )


class PlaceTally(models.Model):
    """The sums of one place's units of one group in one year.

    ``is_whole``: the row of a commune or launching unit, which every level above adds up; the
    others are villages, with the results of their households alone. The checks make a rate
    over 100 % impossible in the table itself.
    """

    campaign_year = models.ForeignKey(
        CampaignYear, on_delete=models.CASCADE, related_name="place_tallies"
    )
    group = models.ForeignKey(ParticipantGroup, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    is_whole = models.BooleanField(default=True)
    participants = models.IntegerField(default=0)
    dated = models.IntegerField(default=0)
    submitted = models.IntegerField(default=0)
    complete = models.IntegerField(default=0)
    on_time = models.IntegerField(default=0)
    not_begun = models.IntegerField(default=0)
    draft = models.IntegerField(default=0)
    handed_in = models.IntegerField(default=0)
    in_review = models.IntegerField(default=0)
    returned = models.IntegerField(default=0)
    reviewed = models.IntegerField(default=0)
    final = models.IntegerField(default=0)
    registered = models.IntegerField(default=0)
    assessed = models.IntegerField(default=0)
    achieved = models.IntegerField(default=0)

    objects = PlaceTallyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campaign_year", "place", "group"], name="campaigns_place_tally_once"
            ),
            models.CheckConstraint(
                condition=Q(complete__gte=0)
                & Q(submitted__gte=F("complete"))
                & Q(participants__gte=F("submitted"))
                & Q(on_time__gte=0)
                & Q(dated__gte=F("on_time"))
                & Q(participants__gte=F("dated")),
                name="campaigns_no_rate_over_its_whole",
            ),
            models.CheckConstraint(
                condition=Q(achieved__gte=0) & Q(registered__gte=F("achieved")),
                name="campaigns_achieved_within_registered",
            ),
        ]
        indexes = [
            models.Index(
                fields=["is_whole", "campaign_year", "place"], name="campaigns_tally_whole"
            ),
            models.Index(fields=["place"], name="campaigns_tally_place"),
        ]

    def __str__(self) -> str:
        return f"{self.place_id} {self.group_id}: {self.submitted}/{self.participants}"


class LineTally(models.Model):
    """How many units of a place answered a line with a word, and the sum of their numbers.

    Criteria: ``word`` is the judgement. Figures: ``word`` is empty and ``total`` the sum. Only
    forms that are handed in count; the value is the final one, else the reviewed, else the own.
    """

    campaign_year = models.ForeignKey(
        CampaignYear, on_delete=models.CASCADE, related_name="line_tallies"
    )
    group = models.ForeignKey(ParticipantGroup, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=60)
    word = models.CharField(max_length=16, blank=True, default="")
    units = models.IntegerField(default=0)
    total = models.DecimalField(max_digits=24, decimal_places=2, default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campaign_year", "place", "group", "code", "word"],
                name="campaigns_line_tally_once",
            )
        ]
        indexes = [models.Index(fields=["code", "place"], name="campaigns_tally_line")]

    def __str__(self) -> str:
        return f"{self.code} {self.word}: {self.units}"
