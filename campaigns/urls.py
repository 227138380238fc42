"""Addresses of the campaigns app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from campaigns.views import (
    following,
    inspections,
    pass_rules,
    plans,
    problems,
    rollover,
    tasks,
    years,
)

app_name = "campaigns"

_year: list[URLPattern | URLResolver] = [
    path("", years.year_detail, name="year_detail"),
    path("open/", years.year_open, name="year_open"),
    path("targets/", years.yearly_targets, name="yearly_targets"),
    path("participants/", years.participant_list, name="participant_list"),
    path("participants/add/", years.participants_add, name="participants_add"),
    path("participants/<int:pk>/exclude/", years.participant_exclude, name="participant_exclude"),
    path("participants/<int:pk>/include/", years.participant_include, name="participant_include"),
    path("checklist/", rollover.checklist, name="checklist"),
    path("checklist/<slug:item>/", rollover.decide, name="decide_item"),
    path("tasks/", following.task_list, name="task_list"),
    path("tasks/<int:pk>/", following.task_follow, name="task_follow"),
    path("tasks/<int:pk>/evidence/", following.evidence_add, name="task_evidence_add"),
    path("tasks/evidence/<int:pk>/", following.evidence, name="task_evidence"),
    path("tasks/evidence/<int:pk>/remove/", following.evidence_remove, name="task_evidence_remove"),
    path("inspections/", inspections.inspection_list, name="inspection_list"),
    path("inspections/new/", inspections.inspection_new, name="inspection_new"),
    path("inspections/<int:pk>/", inspections.inspection_detail, name="inspection_detail"),
    path("inspections/<int:pk>/change/", inspections.inspection_change, name="inspection_change"),
    path("inspections/<int:pk>/finding/", inspections.finding_new, name="finding_new"),
    path("findings/<int:pk>/resolve/", inspections.finding_resolve, name="finding_resolve"),
    path("problems/", problems.problem_list, name="problem_list"),
    path("problems/new/", problems.problem_new, name="problem_new"),
    path("problems/<int:pk>/", problems.problem_detail, name="problem_detail"),
    path("problems/<int:pk>/answer/", problems.problem_answer, name="problem_answer"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", plans.campaign_list, name="campaign_list"),
    path("<slug:slug>/", plans.campaign_detail, name="campaign_detail"),
    path("<slug:slug>/plan/", plans.campaign_plan, name="campaign_plan"),
    path("<slug:slug>/targets/", plans.campaign_targets, name="campaign_targets"),
    path("<slug:slug>/rules/", tasks.campaign_rules, name="campaign_rules"),
    path("<slug:slug>/pass-rules/", pass_rules.pass_rules, name="pass_rules"),
    path("<slug:slug>/pass-rules/add/", pass_rules.pass_rule_add, name="pass_rule_add"),
    path("<slug:slug>/pass-rules/end/", pass_rules.pass_rule_end, name="pass_rule_end"),
    path("<slug:slug>/reminders/", tasks.campaign_reminders, name="campaign_reminders"),
    path("<slug:slug>/duties/<int:pk>/", tasks.duty_day, name="duty_day"),
    path("<slug:slug>/years/<int:year>/", include(_year)),
]
