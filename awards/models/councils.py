"""The council: its members with their days, its sessions, the votes.

Who took part (``BallotReceipt``) and what was voted (the counters of ``AgendaItem``) are two
tables without a path between them: a secret ballot is added to three counters and kept nowhere
else, so neither ids nor moments nor the trail can join it to a person.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from awards.enums import Attendance, Choice, ItemResult, MemberPost, SessionState, VoteMode
from awards.models.catalogue import AwardRule
from awards.models.proposals import Proposal
from awards.querysets import SessionQuerySet
from documents.models import StoredFile
from units.models import Person, Unit


class CouncilMember(models.Model):
    """Somebody who sits in the council of a unit, from a day to a day."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="council_members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("tài khoản"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="council_seats",
    )
    person = models.ForeignKey(
        Person,
        verbose_name=_("nhân khẩu"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    # Where the member lives, for who is not bound to a person of the register.
    household = models.ForeignKey(
        Unit,
        verbose_name=_("hộ gia đình"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    full_name = models.CharField(_("họ và tên"), max_length=120)
    title = models.CharField(_("chức vụ"), max_length=160, blank=True, default="")
    post = models.CharField(_("trong Hội đồng"), max_length=10, choices=MemberPost)
    from_on = models.DateField(_("từ ngày"))
    to_on = models.DateField(_("đến hết ngày"), null=True, blank=True)
    basis = models.CharField(_("quyết định thành lập"), max_length=200, blank=True, default="")

    class Meta:
        verbose_name = _("thành viên Hội đồng Thi đua - Khen thưởng")
        verbose_name_plural = _("thành viên Hội đồng Thi đua - Khen thưởng")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "user"],
                condition=Q(to_on=None, user__isnull=False),
                name="awards_one_open_seat",
            ),
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")),
                name="awards_seat_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name


class CouncilSession(models.Model):
    """One session; closing freezes its result with a hash."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="council_sessions")
    held_on = models.DateField(_("ngày họp"))
    place = models.CharField(_("địa điểm"), max_length=200, blank=True, default="")
    mode = models.CharField(_("cách bỏ phiếu"), max_length=8, choices=VoteMode)
    state = models.CharField(max_length=8, choices=SessionState, default=SessionState.PLANNED)
    minutes = models.TextField(_("diễn biến"), blank=True, default="")
    result = models.JSONField(null=True, blank=True)
    result_hash = models.CharField(max_length=64, blank=True, default="")
    # The wording of the minutes from the closing on.
    outline = models.TextField(blank=True, default="")
    closed_at = models.DateTimeField(null=True, blank=True)
    scan = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    scan_name = models.CharField(max_length=200, blank=True, default="")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=0)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("phiên họp Hội đồng")
        verbose_name_plural = _("phiên họp Hội đồng")
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="closed") | ~Q(result_hash=""),
                name="awards_closed_session_has_hash",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.held_on}"


class SessionMember(models.Model):
    """A member as the session took them in: the count of all members is the count of these."""

    session = models.ForeignKey(CouncilSession, on_delete=models.CASCADE, related_name="members")
    member = models.ForeignKey(CouncilMember, on_delete=models.PROTECT, related_name="+")
    full_name = models.CharField(max_length=120)
    title = models.CharField(max_length=160, blank=True, default="")
    post = models.CharField(max_length=10, choices=MemberPost)
    attendance = models.CharField(max_length=8, choices=Attendance, default=Attendance.PRESENT)
    removed_reason = models.CharField(max_length=300, blank=True, default="")
    opinion = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "member"], name="awards_session_member_once"
            ),
        ]

    def __str__(self) -> str:
        return self.full_name


class AgendaItem(models.Model):
    """One item of a session, the rule it is voted by, and what the count came to."""

    session = models.ForeignKey(CouncilSession, on_delete=models.CASCADE, related_name="agenda")
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="agenda_items")
    position = models.PositiveSmallIntegerField()
    rule = models.ForeignKey(AwardRule, on_delete=models.PROTECT, related_name="+")
    is_secret = models.BooleanField(default=False)
    yes = models.PositiveSmallIntegerField(default=0)
    no = models.PositiveSmallIntegerField(default=0)
    blank = models.PositiveSmallIntegerField(default=0)
    total_members = models.PositiveSmallIntegerField(default=0)
    result = models.CharField(max_length=8, choices=ItemResult, blank=True, default="")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["session", "proposal"], name="awards_agenda_once"),
        ]

    def __str__(self) -> str:
        return f"{self.session_id}.{self.position}"


class Recusal(models.Model):
    """A member who neither votes nor is asked about an item, and why."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="recusals")
    member = models.ForeignKey(SessionMember, on_delete=models.CASCADE, related_name="recusals")
    reason = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "member"], name="awards_recusal_once"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.member_id}"


class BallotReceipt(models.Model):
    """That a member handed in the ballot of a session. It knows no choice and no moment."""

    member = models.OneToOneField(
        SessionMember, on_delete=models.CASCADE, related_name="receipt", primary_key=True
    )

    def __str__(self) -> str:
        return str(self.member_id)


class OpenVote(models.Model):
    """A vote by name, where the rules ask for no secrecy."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="open_votes")
    member = models.ForeignKey(SessionMember, on_delete=models.CASCADE, related_name="+")
    choice = models.CharField(max_length=5, choices=Choice)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "member"], name="awards_open_vote_once"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.member_id}"
