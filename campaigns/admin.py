"""Campaigns in the operator's window: what the plan left open may be set, states only read."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from campaigns.models import (
    Campaign,
    CampaignYear,
    CampaignYearEvent,
    Duty,
    DutyDelivery,
    Holiday,
    ParticipantGroup,
    ProblemReport,
    ResponsibleBody,
)
from campaigns.services.after_closing import closed_years
from core.audit import Subject
from core.steward import AuditedAdmin, FixedRows, ReadOnlyAdmin
from units.access import audit_subject
from units.enums import UnitType


class OfCampaign(FixedRows, AuditedAdmin):
    """A row of a campaign: what stewards change stands in the trail of who launched it."""

    def subject_of(self, obj: Any) -> Subject:
        campaign = obj if isinstance(obj, Campaign) else obj.campaign
        return audit_subject(self.opts.label_lower, obj.pk, str(obj), campaign.launched_by)


@admin.register(Campaign)
class CampaignAdmin(OfCampaign):
    """A campaign: its words come from the plan's file, the way upward is set here."""

    list_display = ("short_name", "code", "launched_by", "first_year", "last_year")
    list_select_related = ("launched_by",)
    search_fields = ("short_name", "code")
    fields = (
        ("slug", "code"),
        "name",
        "short_name",
        ("launched_by", "document"),
        ("first_year", "last_year", "plays_year"),
        "province_as_written",
        "province_reviews",
        "upper_recipient",
        "note",
    )
    readonly_fields = (
        "slug",
        "code",
        "name",
        "launched_by",
        "document",
        "first_year",
        "last_year",
        "plays_year",
        "province_as_written",
    )


class DutyForm(forms.ModelForm):  # type: ignore[type-arg]
    """A day and a month go together and must exist."""

    class Meta:
        model = Duty
        fields = (
            "reporter",
            "day",
            "month",
            "is_inclusive",
            "opens_day",
            "opens_month",
            "prepare_days_before",
            "to_text",
            "note",
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        day, month = data.get("day"), data.get("month")
        if (day is None) != (month is None):
            raise ValidationError(_("Ngày và tháng phải cùng ghi hoặc cùng để trống."))
        _check_day("day", day, month)
        if {"day", "month", "is_inclusive"} & {*self.changed_data}:
            self._refuse_closed()
        _check_day("opens_day", data.get("opens_day"), data.get("opens_month"))
        return data

    def _refuse_closed(self) -> None:
        """Who was on time in a closed year is counted by the day: that wants a reason."""
        if closed_years().filter(campaign=self.instance.campaign_id).exists():
            raise ValidationError(
                {
                    "day": _(
                        "Phong trào có năm đã khóa nên đổi ngày phải ghi lý do. "
                        "Hãy mở trang của phong trào, bấm “Đặt ngày” ở việc này."
                    )
                }
            )


_DAYS = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}


def _check_day(field: str, day: int | None, month: int | None) -> None:
    if day is None or month is None:
        return
    if not 1 <= month <= 12 or not 1 <= day <= _DAYS.get(month, 31):
        raise ValidationError({field: _("Không có ngày này trong năm. Hãy kiểm tra lại.")})


@admin.register(Duty)
class DutyAdmin(OfCampaign):
    """A reporting duty: the office sets its day; the plan's wording stays as printed."""

    form = DutyForm
    list_display = ("code", "campaign", "kind", "from_text", "day", "month", "is_inclusive")
    list_filter = ("campaign", "kind")
    list_select_related = ("campaign",)
    search_fields = ("code", "what")
    autocomplete_fields = ("reporter",)
    fields = (
        ("campaign", "code", "kind"),
        ("from_text", "to_text"),
        "what",
        ("source_text", "source"),
        ("day", "month", "is_inclusive"),
        ("opens_day", "opens_month", "prepare_days_before"),
        "reporter",
        "note",
    )
    readonly_fields = ("campaign", "code", "kind", "from_text", "what", "source_text", "source")


class GroupForm(forms.ModelForm):  # type: ignore[type-arg]
    """Unit types as boxes to tick."""

    unit_types = forms.MultipleChoiceField(
        label=_("Loại đơn vị"), choices=UnitType.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = ParticipantGroup
        fields = ("unit_types", "chosen_note")


@admin.register(ParticipantGroup)
class ParticipantGroupAdmin(OfCampaign):
    """Which unit types a heading of the plan means; sets change with the plan's file."""

    form = GroupForm
    list_display = ("source_number", "heading", "campaign")
    list_filter = ("campaign",)
    list_select_related = ("campaign",)
    fields = (
        ("campaign", "source_number"),
        "heading",
        "unit_types",
        ("criteria_set", "indicator_set"),
        "chosen_note",
    )
    readonly_fields = ("campaign", "source_number", "heading", "criteria_set", "indicator_set")


@admin.register(ResponsibleBody)
class ResponsibleBodyAdmin(OfCampaign):
    """A body of the plan, and the unit that it is in the tree."""

    list_display = ("name", "campaign", "unit")
    list_filter = ("campaign",)
    list_select_related = ("campaign", "unit")
    autocomplete_fields = ("unit",)
    fields = (("campaign", "number"), "name", "duties_text", "unit", "note")
    readonly_fields = ("campaign", "number", "name", "duties_text")


class EventInline(FixedRows, admin.TabularInline):  # type: ignore[type-arg]
    """Who opened, closed and reopened the year."""

    model = CampaignYearEvent
    fields = ("from_state", "to_state", "actor", "note", "at")
    readonly_fields = fields
    extra = 0
    can_delete = False


@admin.register(CampaignYear)
class CampaignYearAdmin(ReadOnlyAdmin):
    """Years open and close on the campaign's own pages."""

    list_display = ("campaign", "year", "state", "opened_on", "closed_on")
    list_filter = ("state", "campaign")
    list_select_related = ("campaign",)
    inlines = (EventInline,)


@admin.register(DutyDelivery)
class DutyDeliveryAdmin(ReadOnlyAdmin):
    """What was handed in, and moved last days."""

    list_display = ("duty", "campaign_year", "unit", "received_on", "moved_last_day")
    list_filter = ("campaign_year",)
    list_select_related = ("duty", "campaign_year__campaign", "unit")
    show_full_result_count = False


@admin.register(ProblemReport)
class ProblemReportAdmin(ReadOnlyAdmin):
    """Difficulties are reported and answered on the campaign's pages."""

    list_display = ("unit", "campaign_year", "state", "created_on")
    list_filter = ("state", "campaign_year")
    list_select_related = ("unit", "campaign_year__campaign")


@admin.register(Holiday)
class HolidayAdmin(AuditedAdmin):
    """Days off work: a new year's checklist names the last days that fall on one."""

    list_display = ("name", "day", "month", "year", "source")
    fields = ("name", ("day", "month", "year"), "source")
