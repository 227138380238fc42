"""Quy tắc xét: by which rules each group of the plan is judged, and the office's own rows."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from campaigns.models import Campaign, ParticipantGroup
from campaigns.services.after_closing import closed_years
from campaigns.services.pass_rules import end_local_rule, set_local_rule
from campaigns.views.finding import visible_head
from core import clock
from core.numbers import parse_id
from core.once import act_or_correct
from core.policy import Scope
from criteria.forms import EndRuleForm, RuleForm
from criteria.models import PassRule
from criteria.selectors import needs_in_words
from criteria.services.rules import LOCAL_SOURCE
from units.enums import UnitType
from units.policy import LEADERS, READERS, for_roles


@dataclass(frozen=True)
class RuleLine:
    """One row of the rules in words."""

    rule: PassRule
    needs: str
    where: str
    is_over: bool

    @property
    def says_source(self) -> bool:
        """Whether the source tells more than the mark *địa phương đặt* beside it."""
        return bool(self.rule.source) and not (
            self.rule.is_local and self.rule.source == LOCAL_SOURCE
        )


@dataclass(frozen=True)
class GroupRules:
    """A group of the plan with the rules of its set."""

    group: ParticipantGroup
    lines: list[RuleLine]


@for_roles(READERS, scope=Scope.CAMPAIGN, obj="campaigns.campaign")
@require_safe
def pass_rules(request: SignedInRequest, slug: str) -> HttpResponse:
    """Every group of the plan and when it counts as passed."""
    head = visible_head(request.user, slug)
    context = {"head": head, "groups": _groups(head.campaign), "can_manage": head.can_manage}
    return render(request, "campaigns/pass_rules.html", context)


def _groups(campaign: Campaign) -> list[GroupRules]:
    groups = list(campaign.groups.exclude(criteria_set=None))
    rules = PassRule.objects.filter(
        criteria_set__in=[one.criteria_set_id for one in groups]
    ).select_related("title", "criterion", "needs")
    found: dict[int, list[RuleLine]] = {}
    today = clock.today()
    for rule in rules:
        is_over = rule.valid_to is not None and rule.valid_to < today
        line = RuleLine(rule, needs_in_words(rule), _where(rule), is_over)
        found.setdefault(rule.criteria_set_id, []).append(line)
    return [GroupRules(one, found.get(one.criteria_set_id or 0, [])) for one in groups]


def _where(rule: PassRule) -> str:
    """For which types of units and areas a row holds; empty for all."""
    types = ", ".join(str(UnitType(one).label) for one in rule.unit_types)
    return " · ".join(one for one in (types, str(rule.get_area_display())) if one)


@for_roles(LEADERS, scope=Scope.CAMPAIGN, obj="campaigns.campaign")
@require_http_methods(["GET", "HEAD", "POST"])
def pass_rule_add(request: SignedInRequest, slug: str) -> HttpResponse:
    """Set a dated row for one group of the plan."""
    head = visible_head(request.user, slug)
    if not head.can_manage:
        raise PermissionDenied
    back = reverse("campaigns:pass_rules", args=[slug])
    groups = list(head.campaign.groups.exclude(criteria_set=None).select_related("criteria_set"))
    group = _asked(groups, request.GET.get("group", ""))
    criteria_set = group.criteria_set
    if criteria_set is None:
        raise Http404
    form = RuleForm(
        request.POST or None,
        criteria_set=criteria_set,
        types=list(group.unit_types),
        has_closed=closed_years().filter(campaign=head.campaign).exists(),
        initial={"valid_from": clock.today(), "label": _("Đạt")},
    )
    if request.method == "POST" and form.is_valid():
        answer = act_or_correct(
            request,
            form,
            lambda: set_local_rule(
                head.campaign, group, form.row(), actor=request.user, reason=form.given_reason
            ),
            to=back,
            done=_("Đã đặt quy tắc. Kết quả từ ngày áp dụng tính theo quy tắc này."),
        )
        if answer is not None:
            return answer
    context = {"head": head, "group": group, "form": form, "back": back}
    return render(request, "campaigns/pass_rule_add.html", context)


def _asked(groups: list[ParticipantGroup], wanted: str) -> ParticipantGroup:
    """The group of the address; without asking the first."""
    if not groups:
        raise Http404
    if not wanted:
        return groups[0]
    found = next((one for one in groups if str(one.pk) == wanted), None)
    if found is None:
        raise Http404
    return found


@for_roles(LEADERS, scope=Scope.CAMPAIGN, obj="campaigns.campaign")
@require_http_methods(["GET", "HEAD", "POST"])
def pass_rule_end(request: SignedInRequest, slug: str) -> HttpResponse:
    """Let one of the office's own rows end on a day, with a reason."""
    head = visible_head(request.user, slug)
    if not head.can_manage:
        raise PermissionDenied
    back = reverse("campaigns:pass_rules", args=[slug])
    number = request.GET.get("rule", "")
    rules = PassRule.objects.filter(
        criteria_set__groups__campaign=head.campaign, is_local=True
    ).distinct()
    if not number:
        return redirect(back)
    rule = get_object_or_404(rules, pk=parse_id(number) or 0)
    form = EndRuleForm(request.POST or None, initial={"last_day": clock.today()})
    if request.method == "POST" and form.is_valid():
        answer = act_or_correct(
            request,
            form,
            lambda: end_local_rule(head.campaign, rule, actor=request.user, **form.cleaned_data),
            to=back,
            done=_("Đã ghi ngày kết thúc. Kết quả của những ngày trước vẫn theo quy tắc này."),
        )
        if answer is not None:
            return answer
    context = {
        "question": _("Kết thúc quy tắc “%(level)s”: %(needs)s?")
        % {"level": rule.label, "needs": needs_in_words(rule)},
        "changes": [
            (_("Sau ngày này kết quả không còn tính theo quy tắc này."), None),
            (_("Quy tắc vẫn giữ lại cùng lý do; năm đã qua không đổi kết quả."), None),
        ],
        "form": form,
        "action_label": _("Kết thúc quy tắc"),
        "cancel_url": back,
    }
    return render(request, "includes/confirm_page.html", context)
