"""Units, their place and name through time, people, and who holds which role where."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.crypto import EncryptedCharField
from core.numbers import format_date
from core.text import display_name
from units.enums import ChangeKind, DeputyState, Leaving, Role, UnitType
from units.paths import ids_of
from units.querysets import UnitQuerySet


class Unit(models.Model):
    """Any subject of emulation with a place in the organisation.

    ``path``, ``parent``, ``commune`` and ``search`` are today's cache of the dated rows below
    and are written by ``units.services.tree`` alone. ``code`` is the official code valid from
    ``valid_from`` to ``valid_to`` (text, zero-padded) or the commune's code with a suffix; the
    same five digits may name two communes in turn, so a code alone is never a key.
    """

    type = models.CharField(_("loại"), max_length=20, choices=UnitType)
    kind_word = models.CharField(_("từ chỉ loại"), max_length=40, blank=True, default="")
    name = models.CharField(_("tên riêng"), max_length=200)
    code = models.CharField(_("mã"), max_length=24, blank=True, default="")
    parent = models.ForeignKey(
        "self",
        verbose_name=_("đơn vị cấp trên"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    path = models.CharField(max_length=96, blank=True, default="", db_index=True, editable=False)
    commune = models.ForeignKey(
        "self",
        verbose_name=_("thuộc xã"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    position = models.PositiveIntegerField(_("thứ tự"), default=0)
    valid_from = models.DateField(_("có từ ngày"), null=True, blank=True)
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)
    place_name = models.CharField(_("địa danh ghi trên văn bản"), max_length=120, blank=True)
    letterhead = models.CharField(_("tên cơ quan ghi trên văn bản"), max_length=200, blank=True)
    symbol = models.CharField(_("chữ viết tắt trong ký hiệu"), max_length=40, blank=True)
    is_difficult_area = models.BooleanField(_("vùng khó khăn"), default=False)
    note = models.TextField(_("ghi chú"), blank=True, default="")
    is_inferred = models.BooleanField(
        _("vị trí suy luận"), default=False, help_text=_("Nguồn không ghi rõ; cần kiểm tra.")
    )
    search = models.TextField(blank=True, default="", editable=False)
    sort_key = models.CharField(max_length=600, blank=True, default="", editable=False)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("đơn vị")
        verbose_name_plural = _("đơn vị")
        constraints = [
            models.UniqueConstraint(
                fields=["code", "valid_from"],
                condition=~Q(code=""),
                name="units_code_once_from_a_day",
            ),
            models.CheckConstraint(
                condition=Q(type__in=UnitType.values), name="units_unit_type_known"
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")), name="units_not_own_parent"
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="units_unit_ends_after_start",
            ),
        ]
        indexes = [
            models.Index(fields=["type", "sort_key"], name="units_type_sort"),
            # The communes of a province among its hundred thousand households.
            models.Index(fields=["type", "path"], name="units_type_path"),
            models.Index(fields=["code"], name="units_code"),
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        """Name with its kind word, never doubled: "Xã Na Rì", "Thôn Bản Pò"."""
        return display_name(self.kind_word, self.name)

    @property
    def is_territory(self) -> bool:
        """Whether it is a place on the map rather than an organisation or a person."""
        return self.type in {
            UnitType.PROVINCE,
            UnitType.DISTRICT,
            UnitType.COMMUNE,
            UnitType.VILLAGE,
        }

    @property
    def ancestor_ids(self) -> list[int]:
        """Ids of the units above it, root first."""
        return ids_of(self.path)[:-1]


class UnitPlacement(models.Model):
    """Where a unit hung in the tree, from a day to a day. Together they are the tree in time."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="placements")
    parent = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField(null=True, blank=True)
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "from_on"], name="units_placement_once"),
            models.CheckConstraint(condition=~Q(unit=F("parent")), name="units_placement_not_self"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} in {self.parent_id}"


class UnitName(models.Model):
    """What a unit was called, from a day to a day; former names stay searchable."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="names")
    kind_word = models.CharField(max_length=40, blank=True, default="")
    name = models.CharField(max_length=200)
    from_on = models.DateField(null=True, blank=True)
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "from_on"], name="units_name_once"),
        ]

    def __str__(self) -> str:
        return display_name(self.kind_word, self.name)


class UnitChange(models.Model):
    """A merger, split, renaming, move or dissolution, with its legal basis where known."""

    kind = models.CharField(_("loại thay đổi"), max_length=12, choices=ChangeKind)
    on = models.DateField(_("từ ngày"))
    legal_basis = models.CharField(_("căn cứ"), max_length=300, blank=True, default="")
    note = models.TextField(_("ghi chú"), blank=True, default="")

    class Meta:
        verbose_name = _("thay đổi tổ chức")
        verbose_name_plural = _("thay đổi tổ chức")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ChangeKind.values), name="units_change_kind_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on:%d/%m/%Y}"


class UnitChangeLine(models.Model):
    """One arrow of a change. ``partly``: only a part of the old unit went to the new one."""

    change = models.ForeignKey(UnitChange, on_delete=models.CASCADE, related_name="lines")
    from_unit = models.ForeignKey(
        Unit,
        verbose_name=_("đơn vị cũ"),
        on_delete=models.PROTECT,
        null=True,
        related_name="changes_away",
    )
    to_unit = models.ForeignKey(
        Unit,
        verbose_name=_("đơn vị mới"),
        on_delete=models.PROTECT,
        null=True,
        related_name="changes_into",
    )
    partly = models.BooleanField(_("một phần"), default=False)

    class Meta:
        verbose_name = _("đơn vị trước và sau")
        verbose_name_plural = _("đơn vị trước và sau")
        constraints = [
            models.UniqueConstraint(
                fields=["change", "from_unit", "to_unit"], name="units_change_line_once"
            ),
            models.CheckConstraint(
                condition=Q(from_unit__isnull=False) | Q(to_unit__isnull=False),
                name="units_change_line_has_an_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_unit_id} → {self.to_unit_id}"


class Person(models.Model):
    """Somebody who lives in a household. Becomes a unit of type individual when needed, once."""

    full_name = models.CharField(_("họ và tên"), max_length=120)
    sort_key = models.CharField(max_length=400, blank=True, default="", editable=False)
    birth_year = models.PositiveSmallIntegerField(_("năm sinh"), null=True, blank=True)
    is_female = models.BooleanField(_("nữ"), null=True, blank=True)
    phone = EncryptedCharField(blank=True, default="")
    phone_index = models.CharField(max_length=64, blank=True, default="", db_index=True)
    national_id = EncryptedCharField(blank=True, default="")
    national_id_index = models.CharField(max_length=64, blank=True, default="")
    unit = models.OneToOneField(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="person"
    )

    class Meta:
        ordering = ["sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["national_id_index"],
                condition=~Q(national_id_index=""),
                name="units_national_id_once",
            )
        ]

    def __str__(self) -> str:
        return self.full_name


class HouseholdMember(models.Model):
    """A person in a household, from a day to a day; one head at a time."""

    household = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="households")
    is_head = models.BooleanField(_("chủ hộ"), default=False)
    from_on = models.DateField(null=True, blank=True)
    to_on = models.DateField(null=True, blank=True)
    leaving = models.CharField(
        _("lý do rời hộ"), max_length=8, choices=Leaving, blank=True, default=""
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(to_on=None), name="units_person_in_one_household"
            ),
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(is_head=True, to_on=None),
                name="units_household_one_head",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.household_id}"


class ClanHousehold(models.Model):
    """A household of a clan; a clan may span villages."""

    clan = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="clan_households")
    household = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="clans")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clan", "household"], name="units_clan_household_once")
        ]

    def __str__(self) -> str:
        return f"{self.household_id} of {self.clan_id}"


class Membership(models.Model):
    """A user holds a role in a unit from a day to a day; it reaches down the tree."""

    user = models.ForeignKey(
        "accounts.User",
        verbose_name=_("người dùng"),
        on_delete=models.CASCADE,
        related_name="memberships",
    )
    unit = models.ForeignKey(
        Unit, verbose_name=_("đơn vị"), on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(_("vai trò"), max_length=20, choices=Role)
    from_on = models.DateField(_("từ ngày"))
    to_on = models.DateField(_("đến hết ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("vai trò")
        verbose_name_plural = _("vai trò")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "unit", "role", "from_on"], name="units_membership_once"
            ),
            models.UniqueConstraint(
                fields=["user", "unit", "role"],
                condition=Q(to_on=None),
                name="units_membership_one_open",
            ),
            models.CheckConstraint(
                condition=Q(role__in=Role.values), name="units_membership_role_known"
            ),
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")),
                name="units_membership_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} từ {self.from_on:%d/%m/%Y}"

    @property
    def role_name(self) -> str:
        """The role in words, a deputy's with title and last day; have ``deputy`` at hand."""
        deputy: Deputy | None = getattr(self, "deputy", None)
        if deputy is None:
            return str(Role(self.role).label)
        day = format_date(deputy.to_on)
        if deputy.role == Role.EDITOR:
            words = gettext("%(title)s, được ủy quyền đến hết %(day)s, chỉ nhập")
        else:
            words = gettext("%(title)s, được ủy quyền đến hết %(day)s")
        return words % {"title": deputy.title, "day": day}


class Deputy(models.Model):
    """Whom a unit's head, or the office above, named to do the head's work for a period.

    The right itself is the ``membership`` of the period; this row keeps what was said when it
    was given, so that a record tells years later on whose word somebody handed it in.
    """

    unit = models.ForeignKey(
        Unit, verbose_name=_("đơn vị"), on_delete=models.PROTECT, related_name="deputies"
    )
    user = models.ForeignKey(
        "accounts.User",
        verbose_name=_("người được ủy quyền"),
        on_delete=models.PROTECT,
        related_name="mandates",
    )
    membership = models.OneToOneField(
        Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="deputy"
    )
    title = models.CharField(_("chức danh"), max_length=60)
    role = models.CharField(_("vai trò"), max_length=20, choices=Role)
    from_on = models.DateField(_("từ ngày"))
    to_on = models.DateField(_("đến hết ngày"))
    named_by = models.ForeignKey(
        "accounts.User",
        verbose_name=_("người ủy quyền"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    named_at = models.DateTimeField(_("ủy quyền lúc"))
    ended_at = models.DateTimeField(_("kết thúc sớm lúc"), null=True, blank=True)
    end_reason = models.CharField(_("lý do kết thúc sớm"), max_length=300, blank=True, default="")

    class Meta:
        verbose_name = _("ủy quyền cho cấp phó")
        verbose_name_plural = _("ủy quyền cho cấp phó")
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__gte=F("from_on")), name="units_deputy_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(role__in=[Role.HEAD.value, Role.EDITOR.value]),
                name="units_deputy_role_of_the_unit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} for {self.unit_id}"

    def state_on(self, day: dt.date) -> DeputyState:
        """Where the mandate stands on a day; needs ``membership`` at hand."""
        row = self.membership
        if self.ended_at is not None or row is None or (row.to_on and row.to_on < self.to_on):
            return DeputyState.ENDED
        if day < self.from_on:
            return DeputyState.TO_COME
        return DeputyState.IN_FORCE if day <= self.to_on else DeputyState.OVER
