"""The criteria of a form, written out."""

from __future__ import annotations

from assessments.enums import Judgement
from assessments.models import Answer
from assessments.selectors.lines import (
    CriterionLine,
    Source,
    TitleLine,
    file_lines,
)
from assessments.selectors.options import Option
from assessments.titles import TitleAnswer
from core.display import answer_mark
from criteria.enums import CriterionKind
from criteria.models import Criterion


def criterion_lines(source: Source) -> list[CriterionLine | TitleLine]:
    """The criteria of the group in the plan's order."""
    lines: list[CriterionLine | TitleLine] = []
    for number, criterion in enumerate(source.form.criteria, start=1):
        if criterion.kind == CriterionKind.TITLE:
            answer = source.form.answers.get(criterion.pk)
            lines.append(title_line(criterion, number, answer, source.titles.get(criterion.pk)))
        elif criterion.kind == CriterionKind.GRADED:
            lines.append(criterion_line(source, criterion, number))
    return lines


def criterion_line(source: Source, criterion: Criterion, number: int) -> CriterionLine:
    """One judgement criterion; what was refused stays typed."""
    answer = source.form.answers.get(criterion.pk)
    refused = source.refused.get(f"c{criterion.pk}")
    row = answer or Answer()
    typed = refused.typed if refused else {}
    value = str(typed.get("value", row.self_value))
    return CriterionLine(
        prefix=f"c{criterion.pk}",
        pk=criterion.pk,
        code=criterion.code,
        number=number,
        text=criterion.text_shown,
        value=value,
        note=str(typed.get("note", row.self_note)),
        version=row.version,
        options=judgement_options(value),
        mark=answer_mark(row.self_value),
        hint=criterion.evidence_hint,
        needs_file=criterion.requires_evidence,
        is_yearly=criterion.is_yearly,
        files=file_lines(source.files.get(criterion.pk, ())),
        is_open=source.opened.takes(answer),
        return_reason=row.return_reason if row.is_returned else "",
        gap_reason=row.gap_reason,
        last_year=source.last_year.mark(criterion),
        carried=row.carried,
        can_carry=not (row.self_value or criterion.is_yearly)
        and source.last_year.carries_answer(criterion),
        said=source.said.get(f"c{criterion.pk}"),
        error=refused.message if refused else "",
        error_field=refused.field if refused else "",
    )


def judgement_options(chosen: str) -> tuple[Option, ...]:
    """The four answers to a criterion."""
    return tuple(Option(one.value, str(one.label), one.value == chosen) for one in Judgement)


def title_line(
    criterion: Criterion, number: int, answer: Answer | None, found: TitleAnswer | None
) -> TitleLine:
    """What the register says: frozen once the form was handed in, else as of today."""
    frozen = (answer.final_title_state or answer.title_state) if answer else ""
    state = frozen or (str(found.state) if found else "")
    return TitleLine(
        prefix=f"c{criterion.pk}",
        code=criterion.code,
        number=number,
        text=criterion.text_shown,
        mark=answer_mark(state),
        detail=found.detail if found else "",
    )
