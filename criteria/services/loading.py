"""Bring the set files into the database; a second time changes nothing.

What is stored is Vietnamese text of the documents, so nothing here goes through gettext.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from django.db import transaction

from core.audit import SYSTEM, Actor
from criteria.enums import CheckKind, Completeness, ScoringMode, SetKind
from criteria.services.publishing import (
    CheckDraft,
    CriterionDraft,
    IndicatorDraft,
    RuleDraft,
    SetDraft,
    publish,
)
from criteria.set_files.indicators import Check, IndicatorSet, Line, Rule, Section
from criteria.set_files.official import (
    InForce,
    Language,
    OfficialDocument,
    OfficialFile,
    OfficialRow,
    OfficialSet,
)
from documents.legal import Citation
from recognitions.services import ensure_titles

_CHECK_KINDS: Final = {
    Rule.V1: CheckKind.LESS_OR_EQUAL,
    Rule.V3: CheckKind.TOTALS,
    Rule.V4: CheckKind.JUMP,
    Rule.V5: CheckKind.LESS_OR_EQUAL,
    Rule.V6: CheckKind.BALANCE,
}


@dataclass(frozen=True)
class LoadedSets:
    """Codes of the sets that got a new version, and how many were there already."""

    published: tuple[str, ...]
    unchanged: int


@transaction.atomic
def load_sets(
    official: Iterable[OfficialFile], indicators: Iterable[IndicatorSet], *, actor: Actor = SYSTEM
) -> LoadedSets:
    """Publish every set of the files whose content is new, and the titles they speak of."""
    ensure_titles()
    drafts = [*_official_drafts(official), *(_sheet(each) for each in indicators)]
    results = [(draft.code, publish(draft, actor=actor)[1]) for draft in drafts]
    published = tuple(code for code, is_new in results if is_new)
    return LoadedSets(published, len(results) - len(published))


# ------------------------------------------------------------------ official sets


_IN_FORCE: Final = {InForce.YES: True, InForce.NO: False, InForce.UNKNOWN: None}


def _official_drafts(files: Iterable[OfficialFile]) -> Iterator[SetDraft]:
    for file in files:
        for each in file.sets:
            yield SetDraft(
                code=each.code,
                kind=SetKind.OFFICIAL,
                name=each.name,
                scoring_mode=each.scoring_mode,
                completeness=each.completeness,
                document=_citation(file.document),
                source_number=each.level,
                title=each.title,
                effective_from=file.document.effective_from,
                effective_to=file.document.effective_to,
                is_in_force=_IN_FORCE[file.document.in_force],
                source="\n".join(source.label() for source in file.sources),
                note=_set_note(file, each),
                criteria=tuple(_official_row(file, row) for row in each.rows),
                rules=tuple(
                    RuleDraft(
                        label=band.label,
                        source=file.source(band.source).label(),
                        min_points=band.at_least,
                        max_points_below=band.below,
                        floor_each=band.floor_each,
                        is_pass=band.passes,
                    )
                    for band in each.bands
                ),
            )


def _citation(document: OfficialDocument) -> Citation:
    return Citation(
        kind=document.type,
        number=document.number,
        issuer=document.issuer,
        issued_on=document.date,
        title=document.title,
    )


def _set_note(file: OfficialFile, each: OfficialSet) -> str:
    """What a reader must know before trusting the set, most important first."""
    document = file.document
    validity = (
        f"Kết quả có giá trị {document.validity_months} tháng; "
        f"được đề nghị mức cao hơn sau {document.upgrade_after_months} tháng."
        if document.validity_months
        else ""
    )
    label = f"{document.label[:1].upper()}{document.label[1:]}." if document.label else ""
    facts = [fact.text for fact in file.facts]
    return "\n".join(line for line in (label, each.note, document.note, validity, *facts) if line)


def _official_row(file: OfficialFile, row: OfficialRow) -> CriterionDraft:
    source = file.source(row.source)
    notes = [row.note] if row.note else []
    if row.applies_to:
        notes.append(f"Áp dụng cho: {row.applies_to}.")
    if row.row_count:
        notes.append(f"Gồm {row.row_count} chỉ số, chữ chưa tìm được.")
    if row.contents:
        notes.append("; ".join(row.contents) + ".")
    if source.language == Language.EN_VI:
        notes.append("Chữ dịch lại từ bản tiếng Anh, không phải nguyên văn.")
    points = file.source(row.points_source or row.source).label()
    return CriterionDraft(
        code=row.code,
        kind=row.kind,
        text_source=row.text,
        text_shown=row.text,
        note=" ".join(notes),
        parent=row.parent,
        max_points=row.max_points,
        threshold_percent=row.threshold_percent,
        evidence_hint=row.evidence,
        source=points if row.max_points is not None else source.label(),
    )


# ------------------------------------------------------------------ sheets of figures


def _sheet(each: IndicatorSet) -> SetDraft:
    return SetDraft(
        code=each.code,
        kind=SetKind.INDICATORS,
        name=each.name,
        scoring_mode=ScoringMode.JUDGEMENT,
        completeness=Completeness.COMPLETE,
        is_designed=each.designed,
        source="Thiết kế của sản phẩm" if each.designed else "",
        note=each.note,
        indicators=tuple(
            _line(section, line) for section in each.sections for line in section.lines
        ),
        checks=tuple(_check(check) for check in each.checks),
    )


def _line(section: Section, line: Line) -> IndicatorDraft:
    return IndicatorDraft(
        code=line.code,
        section=f"{section.code}. {section.heading}",
        label=line.label,
        kind=line.kind,
        help_text=line.help,
        unit_label=line.unit,
        is_required=line.required,
        is_yearly=section.yearly or line.yearly,
        answered_by=tuple(str(each) for each in section.asked(line)),
        numerator=line.numerator or "",
        denominator=line.denominator or "",
        columns=tuple(
            {"code": one.code, "label": one.label, "kind": str(one.kind), "unit": one.unit}
            for one in line.columns
        ),
        options=tuple({"value": one.value, "label": one.label} for one in line.options),
        filled_from=line.filled_from,
        feeds=tuple({"table": one.table, "column": one.column} for one in line.feeds),
    )


def _check(check: Check) -> CheckDraft:
    return CheckDraft(
        code=check.code,
        kind=_CHECK_KINDS.get(check.rule, CheckKind.NOTICE),
        terms=check.terms,
        message=check.message,
        percent=check.percent,
        is_hard=check.hard,
    )
