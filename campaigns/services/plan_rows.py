"""A plan file as rows: pure translation, nothing is written here.

What is stored is the plan's Vietnamese text, so nothing here goes through gettext.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from campaigns.enums import MeasureKind, PlanTextKind
from campaigns.plan_files import Plan
from campaigns.plan_files.parts import Group, Measure, PlanCriterion
from campaigns.plan_files.words import Basis, Clause, Wording
from core.numbers import format_number
from criteria.enums import Completeness, ScoringMode, SetKind
from criteria.services.publishing import CriterionDraft, SetDraft
from documents.legal import Citation

Row = dict[str, Any]

# Beside the plan's own numbers: the issuing unit, where no group of the plan covers it.
HOST_GROUP: Final = "Xã"


@dataclass(frozen=True)
class BodyRow:
    """A body of the plan, or one that only its tasks name."""

    name: str
    code: str = ""
    values: Row = field(default_factory=dict)


def plan_citation(plan: Plan) -> Citation:
    """The plan's own paper."""
    document, date = plan.document, plan.document.date
    issued_on = date.exact or (dt.date(date.year, date.month or 1, 1) if date.year else None)
    return Citation(
        kind=document.type,
        number=document.number or "",
        issuer=document.issuer,
        issued_on=issued_on,
        precision=date.precision,
        title=document.abstract,
        signer=document.signer,
        note=" ".join(text for text in (document.note, date.note) if text),
    )


def campaign_values(plan: Plan) -> Row:
    """What the plan says about the campaign itself."""
    notes = (plan.notes_on(plan.document.code), plan.unit.note, plan.awards_note)
    return {
        "code": plan.code_prefix,
        "name": plan.title,
        "short_name": plan.short_name,
        "first_year": plan.period.from_year,
        "last_year": plan.period.to_year,
        "plays_year": plan.plays_year,
        "province_as_written": plan.document.province or "",
        "note": "\n".join(note for note in notes if note),
    }


def basis_rows(plan: Plan) -> list[tuple[Citation, str]]:
    """The documents that the plan cites, each with its note."""
    return [
        (
            Citation(
                kind=basis.type,
                number=basis.number,
                issuer=basis.issuer or "",
                issued_on=basis.date,
                title=basis.title or "",
            ),
            plan.notes_on(basis.code),
        )
        for basis in plan.legal_basis
    ]


# ------------------------------------------------------------------ the plan's text


def text_rows(plan: Plan) -> list[Row]:
    """Every paragraph that is read rather than answered, by kind and position."""
    kinds: list[tuple[PlanTextKind, Iterable[Clause]]] = [
        (PlanTextKind.AIM, plan.aims),
        (PlanTextKind.REQUIREMENT, plan.requirements),
        (PlanTextKind.SCOPE, plan.scope),
        (PlanTextKind.CONTENT, plan.contents),
        (PlanTextKind.SOLUTION, plan.solutions),
        (PlanTextKind.FUNDING, plan.funding),
    ]
    rows = [row for kind, clauses in kinds for row in _clause_rows(plan, kind, clauses)]
    return rows + _progress_rows(plan)


def _clause_rows(plan: Plan, kind: PlanTextKind, clauses: Iterable[Clause]) -> list[Row]:
    numbered = [(clause.code.rpartition("-")[2], clause) for clause in _flat(clauses)]
    rows = [
        {
            "number": number,
            "text_source": clause.text_source,
            "text_shown": clause.shown,
            "note": plan.notes_on(clause.code),
        }
        for number, clause in numbered
    ]
    intro = plan.contents_intro
    if kind == PlanTextKind.CONTENT and intro is not None:
        shown = {"text_source": intro.text_source, "text_shown": intro.shown, "note": intro.note}
        rows.insert(0, {"number": "", **shown})
    return [{"kind": kind, "position": n, **row} for n, row in enumerate(rows, start=1)]


def _flat(clauses: Iterable[Clause]) -> Iterator[Clause]:
    for clause in clauses:
        yield clause
        yield from _flat(clause.items)


def _progress_rows(plan: Plan) -> list[Row]:
    review = [plan.yearly_review] if plan.yearly_review else []
    texts: list[tuple[Wording, str]] = [(plan.period, plan.period.note)]
    texts += [(phase, plan.notes_on(phase.code)) for phase in plan.phases]
    texts += [(clause, plan.notes_on(clause.code)) for clause in review]
    return [
        {
            "kind": PlanTextKind.PROGRESS,
            "position": position,
            "number": "",
            "text_source": text.text_source,
            "text_shown": text.shown,
            "note": note,
        }
        for position, (text, note) in enumerate(texts, start=1)
    ]


def phase_rows(plan: Plan) -> list[Row]:
    """The phases with the years of their reviews."""
    return [
        {
            "position": position,
            "name": phase.name,
            "first_year": phase.from_year,
            "last_year": phase.to_year,
            "interim_review_year": phase.interim_review_year,
            "final_review_year": phase.final_review_year,
            "text": phase.shown,
        }
        for position, phase in enumerate(plan.phases, start=1)
    ]


# ------------------------------------------------------------------ bodies, tasks, targets


def body_rows(plan: Plan) -> list[BodyRow]:
    """The bodies of the plan in its order, then those that only a task names."""
    rows = [
        BodyRow(
            name=body.name.shown,
            code=body.code,
            values={
                "number": body.number,
                "duties_text": "\n".join(duty.shown for duty in body.duties),
                "note": plan.notes_on(body.code),
            },
        )
        for body in plan.bodies
    ]
    known = {row.name for row in rows}
    named = dict.fromkeys(name for task in plan.tasks for name in task.who)
    rows += [
        BodyRow(name, values={"note": "Được nêu trong nhiệm vụ của kế hoạch."})
        for name in named
        if name not in known
    ]
    return rows


def task_rows(plan: Plan) -> list[Row]:
    """The tasks; ``body`` is the name of the first body that the text names, or empty."""
    return [
        {
            "position": position,
            "code": task.code,
            "heading_number": task.section,
            "heading": task.heading,
            "text_source": task.text_source,
            "text_shown": task.shown,
            "note": _task_note(plan, task.code, task.who),
            "body": task.who[0] if task.who else "",
        }
        for position, task in enumerate(plan.tasks, start=1)
    ]


def _task_note(plan: Plan, code: str, who: tuple[str, ...]) -> str:
    others = f"Cùng thực hiện: {'; '.join(who[1:])}." if who[1:] else ""
    # A target inside a task has the task's code; its own note is not the task's.
    own = next(task.note for task in plan.tasks if task.code == code)
    return " ".join(text for text in (own, others) if text)


def target_rows(plan: Plan) -> list[tuple[Row, list[Row], str | None]]:
    """Each target with its measures and the code of the task that holds it."""
    return [
        (
            {
                "position": position,
                "code": target.code,
                "section": f"{target.section} {target.heading}",
                "text_source": target.text_source,
                "text_shown": target.shown,
                "value_text": _goals(target.measures),
                "unit_label": target.measures[0].unit,
                "end_year": target.end_year,
                "note": plan.notes_on(target.code),
            },
            [
                {
                    "position": place,
                    "code": measure.code,
                    "label": measure.label,
                    "kind": measure.kind,
                    "goal": measure.value,
                    "numerator": _line(measure.numerator),
                    "denominator": _line(measure.denominator),
                    "indicator": _line(measure.indicator),
                }
                for place, measure in enumerate(target.measures, start=1)
            ],
            target.task,
        )
        for position, target in enumerate(plan.targets, start=1)
    ]


def _goals(measures: tuple[Measure, ...]) -> str:
    """“70%”; of several measures each with its name: “Xóa mù chữ: mức độ 2; …”."""
    if len(measures) == 1:
        return _goal(measures[0])
    return "; ".join(f"{measure.label}: {_goal(measure)}" for measure in measures)


def _goal(measure: Measure) -> str:
    if measure.kind == MeasureKind.YES_NO:
        return "đạt"
    if measure.kind == MeasureKind.LEVEL:
        return f"mức độ {format_number(measure.value)}"
    return f"{format_number(measure.value)}%"


def _line(reference: str | None) -> str:
    """“bieu-xa-co-quan.officials” → the line's own code on the sheet of the host."""
    return (reference or "").rpartition(".")[2]


# ------------------------------------------------------------------ groups and their criteria


def group_rows(plan: Plan) -> list[tuple[Row, SetDraft | None, str | None]]:
    """Each group with its criteria as a set to be published, and its sheet's code.

    A commune that no group covers gets one of its own, so that it can give the figures that
    only it knows: its report and its targets are made from them.
    """
    rows = [
        (
            {
                "position": position,
                "source_number": group.number,
                "heading": group.heading.shown,
                "unit_types": [str(each) for each in group.all_types],
                "chosen_note": " ".join(text for text in (group.chosen_note, group.note) if text),
            },
            _criteria_draft(plan, group) if group.criteria else None,
            group.indicator_set,
        )
        for position, group in enumerate(plan.groups, start=1)
    ]
    if plan.host_indicator_set and not plan.host_is_grouped:
        rows.append((_host_row(plan, len(rows) + 1), None, plan.host_indicator_set))
    return rows


def _host_row(plan: Plan, position: int) -> Row:
    return {
        "position": position,
        "source_number": HOST_GROUP,
        "heading": plan.document.issuer,
        "unit_types": [str(plan.unit.type)],
        "chosen_note": (
            "Lựa chọn của sản phẩm: kế hoạch không có nhóm này; đơn vị ban hành nhập biểu của "
            "mình để lập báo cáo và đo chỉ tiêu. Văn phòng sửa được."
        ),
    }


def _criteria_draft(plan: Plan, group: Group) -> SetDraft:
    return SetDraft(
        code=f"{plan.code_prefix}-{group.number}",
        kind=SetKind.PLAN,
        name=f"{plan.short_name}: {group.number} {group.heading.shown}",
        scoring_mode=ScoringMode.JUDGEMENT,
        completeness=Completeness.COMPLETE,
        source_number=group.number,
        source=f"{plan.document.type} của {plan.document.issuer}",
        criteria=tuple(_criterion(plan, criterion) for criterion in group.criteria),
    )


def _criterion(plan: Plan, criterion: PlanCriterion) -> CriterionDraft:
    inferred = any(asked.basis == Basis.INFERRED for asked in criterion.titles)
    guess = "Bộ tiêu chí chính thức là suy luận, chọn lại được." if inferred else ""
    notes = (plan.notes_on(criterion.code), guess)
    return CriterionDraft(
        code=criterion.code,
        kind=criterion.kind,
        text_source=criterion.text_source,
        text_shown=criterion.shown,
        note=" ".join(text for text in notes if text),
        titles=tuple(str(asked.title) for asked in criterion.titles),
        official_sets=tuple(asked.official_set for asked in criterion.titles),
        sub_unit_types=tuple(str(each) for each in criterion.sub_units),
        source=criterion.code,
    )
