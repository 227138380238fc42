"""A line filled into its stencil is the line its template would show, to the letter."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.template import Context, engines
from django.template.loader import get_template
from django.utils.safestring import SafeString

from assessments.enums import Status
from assessments.models import Assessment
from assessments.selectors.form_page import sections_of, source_of
from assessments.selectors.lines import CriterionLine, FigureLine, Line, Opened
from assessments.templatetags.form_lines import TEMPLATES, _stencil, form_line
from campaigns.models import Participation
from core.stencils import cut
from tests.builders.assessments import NaRi, answered, begun, in_state, na_ri
from tests.org import Org

KEY = re.compile(r'(name="idempotency_key" value=")[0-9a-f]+"')


@pytest.fixture
def na(org: Org) -> NaRi:
    return na_ri(org)


def lines(record: Assessment, *, is_open: bool = True) -> list[Line]:
    sections = sections_of(source_of(record, Opened(is_open=is_open)))
    return [line for section in sections for line in section.lines]


def context_of(participation: Participation) -> Context:
    holder: dict[str, object] = {"participation": participation, "csrf_token": "thẻ-bí-mật"}
    context = Context(holder)
    context.template = engines["django"].from_string("").template  # type: ignore[attr-defined]
    return context


def by_stencil(line: Line, participation: Participation) -> str:
    return KEY.sub(r'\1…"', form_line(context_of(participation), line))


def by_template(line: Line, participation: Participation) -> str:
    page = get_template(TEMPLATES[line.kind]).render(
        {"line": line, "participation": participation, "csrf_token": "thẻ-bí-mật"},
    )
    return KEY.sub(r'\1…"', page)


@pytest.mark.parametrize("is_open", [True, False])
@pytest.mark.parametrize("status", [Status.DRAFT, Status.RETURNED, Status.FINAL])
def test_every_line_of_a_form_is_the_same_both_ways(
    na: NaRi, status: Status, is_open: bool
) -> None:
    record = in_state(na, status)
    part = na.participation(na.org.ban_po)

    found = lines(record, is_open=is_open)

    assert len(found) > 10
    for line in found:
        assert by_stencil(line, part) == by_template(line, part)


@pytest.mark.parametrize(
    "changes",
    [
        {"note": "<b>Họp</b> & “bàn” 'kỹ'"},
        {"note": "dòng một\ndòng hai"},
        {"text": "Tiêu chí <script>alert(1)</script>"},
        {"carried": "waiting"},
        {"carried": "confirmed", "hint": "Kèm ảnh họp thôn."},
        {"is_yearly": True, "needs_file": True},
        {"number": 12, "version": 40, "pk": 1, "prefix": "c1"},
        {"return_reason": "Thiếu biên bản", "error": "Hãy chọn"},
        {"options": ()},
    ],
    ids=str,
)
def test_a_criterion_in_any_state_is_the_same_both_ways(
    na: NaRi, changes: dict[str, object]
) -> None:
    part = na.participation(na.org.ban_po)
    first = lines(answered(begun(na, na.org.ban_po, na.org.pao), na.org.pao))[0]
    assert isinstance(first, CriterionLine)
    line = replace(first, **changes)  # type: ignore[arg-type]

    assert by_stencil(line, part) == by_template(line, part)


@pytest.mark.parametrize(
    "changes",
    [
        {"value": "1.234", "known": "98", "is_binding": True},
        {"value": "98", "known": "98", "is_binding": True},
        {"value": "", "known": "98", "is_binding": True},
        {"value": "5", "reason": "đi làm xa <hết>"},
        {"state": "none"},
        {"state": "not_applicable", "reason": "thôn mới"},
        {"last_year": "97 hộ", "carried": "waiting", "can_carry": True},
        {"help": "Đếm đến ngày 31/10", "suffix": "", "is_required": False},
        {"shape": "text", "value": "một\nhai"},
        {"shape": "date", "value": "05/11/2026"},
        {"shape": "computed", "is_open": False, "shown": "82,5% (33/40)"},
    ],
    ids=str,
)
def test_a_figure_in_any_state_is_the_same_both_ways(na: NaRi, changes: dict[str, object]) -> None:
    part = na.participation(na.org.ban_po)
    record = answered(begun(na, na.org.ban_po, na.org.pao), na.org.pao)
    first = next(line for line in lines(record) if isinstance(line, FigureLine))
    line = replace(first, **changes)  # type: ignore[arg-type]

    assert by_stencil(line, part) == by_template(line, part)


def test_lines_of_one_shape_share_a_stencil_and_no_text(na: NaRi) -> None:
    part = na.participation(na.org.ban_po)
    first = lines(answered(begun(na, na.org.ban_po, na.org.pao), na.org.pao))[0]
    assert isinstance(first, CriterionLine)
    by_stencil(replace(first, note="của Páo"), part)
    drawn = _stencil.cache_info().misses

    other = by_stencil(replace(first, note="của Sằm", pk=first.pk + 1, prefix="c2"), part)

    assert _stencil.cache_info().misses == drawn
    assert "của Sằm" in other
    assert "của Páo" not in other


def test_each_form_on_the_page_has_a_key_of_its_own(na: NaRi) -> None:
    part = na.participation(na.org.ban_po)
    found = lines(answered(begun(na, na.org.ban_po, na.org.pao), na.org.pao))
    page = "".join(
        form_line(context_of(part), line) for line in found if isinstance(line, CriterionLine)
    )

    keys = [one.group(0) for one in re.finditer(r'name="idempotency_key" value="[0-9a-f]+"', page)]

    assert len(keys) == len(set(keys)) > 1


def test_a_stencil_escapes_what_is_filled_in() -> None:
    stencil = cut("<p>xmarkx</p><i>xotherx</i>", {"xmarkx": "one", "xotherx": "two"})

    filled = stencil.filled({"one": "<b>", "two": SafeString("<b>")})

    assert filled == "<p>&lt;b&gt;</p><i><b></i>"
