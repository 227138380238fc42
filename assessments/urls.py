"""Addresses of the assessments app.

``forms/<pk>/`` names a unit's place in a year (a participation): its form exists before the
first answer does. ``<pk>/`` names the record that the first answer begins.
"""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path, register_converter

from assessments.enums import Action, ScoreAct
from assessments.views import (
    acts,
    after_closing,
    desk,
    entry,
    evidence,
    grids,
    nudging,
    printed,
    rechecks,
    recognising,
    records,
    results,
    review_rules,
    reviewing,
    scoring,
    submitting,
    verdicts,
    verifying,
    years,
)

app_name = "assessments"


class ActionConverter:
    """An act of the workflow; any other word is no address."""

    regex = "[a-z-]+"

    def to_python(self, value: str) -> Action:
        """The act of that name. Raises ``ValueError`` (404) for any other word."""
        return Action(value)

    def to_url(self, value: Action | str) -> str:
        """The act's word in an address."""
        return str(Action(value).value)


class ScoreActConverter:
    """An act on a sheet of points; any other word is no address."""

    regex = "[a-z-]+"

    def to_python(self, value: str) -> ScoreAct:
        """The act of that name. Raises ``ValueError`` (404) for any other word."""
        return ScoreAct(value)

    def to_url(self, value: ScoreAct | str) -> str:
        """The act's word in an address."""
        return str(ScoreAct(value).value)


register_converter(ActionConverter, "action")
register_converter(ScoreActConverter, "score_act")

_form: list[URLPattern | URLResolver] = [
    path("", entry.form, name="form"),
    path("carry/", entry.carry, name="carry"),
    path("criteria/<int:line>/", entry.save_criterion, name="save_criterion"),
    path("criteria/<int:line>/evidence/", evidence.add, name="evidence_add"),
    path("figures/<int:line>/", entry.save_figure, name="save_figure"),
    path("printed/", printed.printed, name="printed"),
    path("submit/", submitting.submit, name="submit"),
    path("last-day/", years.last_day, name="last_day"),
]
_record: list[URLPattern | URLResolver] = [
    path("", records.record, name="record"),
    path("receipt/", submitting.receipt, name="receipt"),
    path("result/", verdicts.record_result, name="record_result"),
    path("outside-paper/", evidence.outside_paper, name="outside_paper"),
    path("review/", reviewing.review, name="review"),
    path("review/criteria/<int:line>/", reviewing.decide_criterion, name="decide_criterion"),
    path("review/figures/<int:line>/", reviewing.correct_figure, name="correct_figure"),
    path("<action:action>/", acts.act, name="act"),
]
_year: list[URLPattern | URLResolver] = [
    path("", years.status_matrix, name="matrix"),
    path("close/", years.close_year, name="close_year"),
    path("after-closing/", after_closing.after_closing, name="after_closing"),
    path("reopen/", years.reopen_year, name="reopen_year"),
    path("nudge/", nudging.nudge, name="nudge"),
    path("nudge/prepare/", nudging.prepare, name="prepare_reminders"),
    path("grid/", grids.village_grid, name="village_grid"),
    path("grid/preview/", grids.village_grid_preview, name="village_grid_preview"),
    path("grid/save/", grids.village_grid_save, name="village_grid_save"),
    path("limits/", review_rules.limits, name="limits"),
    path("rechecks/", rechecks.rechecks, name="rechecks"),
    path("printed/", printed.printed_all, name="printed_all"),
    path("outcomes/", verdicts.year_results, name="year_results"),
    path("recognition/", recognising.title_candidates, name="title_candidates"),
    path("recognition/decide/", recognising.title_decide, name="title_decide"),
    path("scoring/", scoring.score_sheets, name="score_sheets"),
    path("results/", results.results, name="results"),
    path("results/grid/", grids.results_grid, name="results_grid"),
    path("results/grid/preview/", grids.results_grid_preview, name="results_grid_preview"),
    path("results/grid/save/", grids.results_grid_save, name="results_grid_save"),
    path("results/doubles/", grids.doubles, name="doubles"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", years.year_list, name="year_list"),
    path("desk/", desk.desk, name="desk"),
    path("desk/approve/", desk.approve_chosen, name="approve_chosen"),
    path("offices/<int:pk>/", review_rules.review_rules, name="review_rules"),
    path("offices/<int:pk>/phrases/", review_rules.add_phrase, name="add_phrase"),
    path("offices/<int:pk>/substitutes/", review_rules.name_substitute, name="name_substitute"),
    path("phrases/<int:pk>/", review_rules.change_phrase, name="change_phrase"),
    path("substitutes/<int:pk>/end/", review_rules.end_substitute, name="end_substitute"),
    path("rechecks/<int:pk>/", rechecks.sample, name="sample"),
    path("rechecks/<int:pk>/printed/", rechecks.printed, name="sample_printed"),
    path("rechecks/<int:pk>/<int:line>/", rechecks.enter, name="recheck_enter"),
    path("forms/<int:pk>/", include(_form)),
    path("sheets/<int:pk>/<slug:edition>/", printed.scanned, name="scanned"),
    path("receipts/", verifying.verify_receipt, name="verify_receipt"),
    path("evidence/<int:pk>/", evidence.download, name="evidence"),
    path("evidence/<int:pk>/remove/", evidence.remove, name="evidence_remove"),
    path("scoring/<int:pk>/", scoring.score_sheet, name="score_sheet"),
    path("scoring/<int:pk>/<score_act:score_act>/", scoring.score_act, name="score_act"),
    path(
        "holders/<int:year_pk>/<int:unit_pk>/result/",
        verdicts.holder_result,
        name="holder_result",
    ),
    path("<int:pk>/", include(_record)),
    path("<slug:slug>/<int:year>/", include(_year)),
]
