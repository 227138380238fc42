"""The paper on the screen: numbers that lead to their figures, words that may be edited."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import SignedInRequest
from campaigns.models import Participation
from core.display import vn_number
from core.errors import DomainError
from core.once import act_or_correct, act_or_explain
from core.policy import Scope
from criteria.models import Indicator
from reports import selectors
from reports.enums import ReportState
from reports.forms import PassageForm
from reports.models import AnnualReport, EditedPassage
from reports.papers.checking import BESIDE_VILLAGES
from reports.papers.differences import figure_name, part_name, row_name, said
from reports.papers.passages import as_plain, from_plain, marked_lines
from reports.papers.provenance import LISTS, figure_at, followable, is_none, sources_of
from reports.papers.render import paper_of
from reports.papers.rich_text import to_html
from reports.papers.web import page_of
from reports.papers.words import CHANNELS, JUDGEMENTS, NONE
from reports.papers.words import date as words_of_day
from reports.rules import can_build, can_word
from reports.services import editing, life
from units.policy import ENTERING, READERS, for_roles


@require_GET
@for_roles(READERS, scope=Scope.SUBTREE, obj="reports.passage")
def text(request: SignedInRequest, pk: int) -> HttpResponse:
    """The whole paper as a page."""
    report = _report(request, pk)
    edits = editing.edited_now(report)
    written = life.written(report)
    composed = life.with_words(report, written)
    sourced = followable(report.figures or {}, lambda changed: paper_of(changed, report.kind))
    context = {
        "report": report,
        "paper": composed,
        "parts": page_of(written, composed, edits, sourced),
        "can_edit": can_word(request.user, report),
        "crumbs": [*_crumbs(report), _text_crumb(request, report)],
    }
    return render(request, "reports/text.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(ENTERING, scope=Scope.SUBTREE, obj="reports.passage")
def passage(request: SignedInRequest, pk: int, key: str) -> HttpResponse:
    """One passage beside what the product writes: edit it, or see both versions."""
    report = _report(request, pk)
    if not can_build(request.user, report.unit):
        raise PermissionDenied
    back = reverse("reports:text", args=[pk])
    if request.method != "POST" and report.state != ReportState.DRAFT:
        return redirect(back)
    try:
        written = editing.passage_of(report, key)
    except DomainError as error:
        raise Http404 from error
    edit = editing.edited_now(report).get(key)
    is_behind = False
    shown = edit.blocks if edit else as_plain(written.blocks)
    form = PassageForm(
        request.POST or None,
        initial={"text": to_html(shown), "version": edit.version if edit else 0},
    )
    if request.method == "POST" and form.is_valid():
        answer = act_or_correct(
            request, form,
            lambda: editing.edit_passage(
                report, key, form.cleaned_data["text"],
                seen=form.cleaned_data["version"], actor=request.user,
            ),
            to=f"{back}#p-{key}", done=_("Đã lưu đoạn này. Tệp PDF và Word đang được lập lại."),
        )  # fmt: skip
        if answer is not None:
            return answer
        edit = editing.edited_now(report).get(key)
        is_behind = _caught_up(form, edit)
    context = {
        "report": report,
        "form": form,
        "is_behind": is_behind,
        "used_lines": marked_lines(from_plain(edit.blocks)) if edit and is_behind else [],
        "headings": written.headings,
        "written_lines": written.marked_lines,
        "edit": edit,
        "is_stale": edit is not None and edit.written_beside != written.digest,
        "key": key,
        "back": back,
        "crumbs": [
            *_crumbs(report),
            _text_crumb(request, report),
            (_("Sửa đoạn"), request.path),
        ],
    }  # fmt: skip
    return render(request, "reports/passage.html", context)


def _caught_up(form: PassageForm, edit: EditedPassage | None) -> bool:
    """Whether somebody else saved first; the form then knows what stands there now."""
    version = edit.version if edit else 0
    if form.cleaned_data["version"] == version:
        return False
    form.now_knows(version)
    return True


@require_POST
@for_roles(ENTERING, scope=Scope.SUBTREE, obj="reports.passage")
def drop_passage(request: SignedInRequest, pk: int, key: str) -> HttpResponse:
    """Use the generated words again."""
    report = _report(request, pk)
    if not can_build(request.user, report.unit):
        raise PermissionDenied
    return act_or_explain(
        request,
        lambda: editing.drop_edit(report, key, actor=request.user),
        to=reverse("reports:text", args=[pk]),
        done=_("Đã dùng lại bản lập tự động của đoạn này."),
    )


@dataclass(frozen=True)
class Shown:
    """Figures behind a number: their name, and each with the unit it was counted in, in words.

    ``is_none``: the line was answered "không có", which is not the figure 0.
    """

    name: str
    rows: list[tuple[str, str, str]]
    total: int | None
    is_none: bool = False

    @property
    def said(self) -> str:
        """The figure in words."""
        return NONE if self.is_none else vn_number(self.total)


@require_GET
@for_roles(READERS, scope=Scope.SUBTREE, obj="reports.passage")
def figures(request: SignedInRequest, pk: int, key: str) -> HttpResponse:
    """The list behind one number of a sentence, from the report's own snapshot."""
    report = _report(request, pk)
    place = request.GET.get("so", "")
    if not place.isdecimal() or len(place) > _MOST_DIGITS:
        raise Http404
    figures = report.figures or {}
    known = sources_of(figures, lambda changed: paper_of(changed, report.kind), key, int(place))
    year = report.campaign_year
    paths = _paths_of_units(report)
    labels = dict(Indicator.objects.order_by("pk").values_list("code", "label"))
    shown = [_shown(report, name, paths, labels) for name in _with_villages(figures, known)[:_MOST]]
    context = {
        "report": report,
        "lists": [one for one in shown if one.rows],
        "single": [one for one in shown if not one.rows],
        "matrix": reverse("assessments:matrix", args=[year.campaign.slug, year.year]),
        "back": reverse("reports:text", args=[pk]),
        "crumbs": [
            *_crumbs(report),
            _text_crumb(request, report),
            (_("Nguồn của số"), request.path),
        ],
    }
    return render(request, "reports/figures.html", context)


_MOST = 60
_MOST_DIGITS = 4


def _with_villages(figures: dict[str, Any], known: list[str]) -> list[str]:
    """The figures, each sum of villages followed by what the villages gave."""
    found: list[str] = []
    for name in known:
        found.append(name)
        part, *rest = name.split(".")
        if part != "models" or not figures.get("villages"):
            continue
        codes = BESIDE_VILLAGES.get(str(figures[part][int(rest[0])]["name"]), ())
        of_villages = dict(zip(("total", "registered", "achieved"), codes, strict=False))
        if rest[1] in of_villages:
            found.append(f"villages.*.{of_villages[rest[1]]}")
    return found


def _paths_of_units(report: AnnualReport) -> dict[str, str]:
    """Where the record of each unit of the year is read, by the unit's name."""
    rows = Participation.objects.filter(campaign_year_id=report.campaign_year_id)
    return {
        row.unit.display_name: reverse("assessments:form", args=[row.pk])
        for row in rows.select_related("unit")
    }


def _shown(report: AnnualReport, name: str, paths: dict[str, str], labels: dict[str, str]) -> Shown:
    words = _words(name, report, labels)
    try:
        found = figure_at(report.figures or {}, name)
    except KeyError:
        return Shown(words, [], None)
    if is_none(found):
        return Shown(words, [], None, is_none=True)
    if not isinstance(found, list):
        return Shown(words, [], found if isinstance(found, int) else None)
    if name in LISTS:
        rows = [(row_name(row), _told_of(row)) for row in found]
        return Shown(words, [(one, paths.get(one, ""), value) for one, value in rows], len(rows))
    figures = [(row_name(row), value) for row, value in found]
    known = [value for _name, value in figures if isinstance(value, int)]
    shown = [(one, paths.get(one, ""), said(value)) for one, value in figures]
    return Shown(words, shown, sum(known) if known else None)


def _told_of(row: dict[str, Any]) -> str:
    """What a list says of one of its units: how it stands, or why it is there."""
    if "channel" in row:
        return ", ".join(
            one for one in (CHANNELS.get(row["channel"], ""), words_of_day(row["on"])) if one
        )
    if "value" in row:
        return JUDGEMENTS[row["value"]]
    if "reason" in row:
        return str(row["reason"])
    return said(row.get("state", row.get("status", "")))


def _words(name: str, report: AnnualReport, labels: dict[str, str]) -> str:
    """The name of a figure in the words of the report's own parts, rows and forms."""
    parts = name.split(".")
    found = [part_name(parts[0])]
    snapshot: Any = report.figures or {}
    for part in parts[:-1]:
        snapshot = snapshot[0] if part == "*" else _step(snapshot, part)
        if part != "*":
            found.append(row_name(snapshot))
    found.append(figure_name(parts, labels) if len(parts) > 1 else "")
    return " – ".join(dict.fromkeys(one for one in found if one))


def _step(value: Any, part: str) -> Any:
    return value[int(part)] if isinstance(value, list) else value[part]


def _report(request: SignedInRequest, pk: int) -> AnnualReport:
    """The report in sight, once it was built."""
    report = get_object_or_404(selectors.report_page(request.user), pk=pk)
    if not report.figures:
        raise Http404
    return report


def _crumbs(report: AnnualReport) -> list[tuple[str, str]]:
    return [
        (_("Báo cáo"), reverse("reports:list")),
        (str(report.unit), reverse("reports:detail", args=[report.pk])),
    ]


def _text_crumb(request: SignedInRequest, report: AnnualReport) -> tuple[str, str]:
    """The page of the words, named by what the reader may do there."""
    words = _("Xem và sửa câu chữ") if can_word(request.user, report) else _("Xem câu chữ")
    return words, reverse("reports:text", args=[report.pk])
