"""The small charts: lengths, words, and what happens without figures."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.template import engines

from core.charts import (
    Bullet,
    Ring,
    Segment,
    YearChart,
    YearColumn,
    stacked_bar,
    state_segments,
)
from core.display import Number, Tone


def rendered(source: str, **context: object) -> str:
    template = engines["django"].from_string(f"{{% load charts %}}{source}")
    return " ".join(str(template.render(context)).split())


def test_pieces_lie_end_to_end() -> None:
    bar = stacked_bar("Phiếu", state_segments([("submitted", 1), ("draft", 1), ("", 1)]))

    places = [(piece.x, piece.width, piece.share) for piece in bar.pieces]
    assert places == [
        ("0", "333.3", "33,3%"),
        ("333.3", "333.3", "33,3%"),
        ("666.7", "333.3", "33,3%"),
    ]
    assert bar.description == "đã nộp 1, đang nhập 1, chưa nhập 1 (tổng số 3)"


def test_bar_without_units_says_so() -> None:
    bar = stacked_bar("Phiếu", [Segment("đã nộp", 0, Tone.INFO, "send")])

    assert bar.description == "chưa có (tổng số 0)"
    assert [(piece.width, piece.share) for piece in bar.pieces] == [("0", "–")]


@pytest.mark.parametrize(
    ("done", "total", "dash", "words"),
    [
        (7, 10, "70", "7 trên 10, đạt 70%"),
        (28, 31, "90.3", "28 trên 31, đạt 90,3%"),
        (12, 12, "100", "12 trên 12, đạt 100%"),
        (0, 0, "0", "chưa có số liệu"),
        (None, 40, "0", "chưa có số liệu"),
    ],
)
def test_ring(done: int | None, total: int, dash: str, words: str) -> None:
    ring = Ring("Thôn đã nộp", done, total)

    assert (ring.dash, ring.description) == (dash, words)


@pytest.mark.parametrize(
    ("result", "at_most", "is_met"),
    [
        (Decimal("69.9"), False, False),
        (Decimal(70), False, True),
        (Decimal("70.1"), True, False),
        (Decimal(70), True, True),
        (None, False, None),
    ],
)
def test_result_against_its_target(
    result: Number | None, at_most: bool, is_met: bool | None
) -> None:
    assert Bullet("Kỹ năng số", result, 70, at_most=at_most).is_met is is_met


def test_scale_of_a_percentage_ends_at_100_and_of_a_count_behind_the_larger() -> None:
    share = Bullet("Kỹ năng số", Decimal("67.74"), 70)
    count = Bullet("Lớp học", 14, 12, "lớp")

    assert (share.width, share.mark) == ("677.4", "700")
    assert (count.scale, count.width) == (Decimal("15.4"), "909.1")
    assert (share.description, count.description) == (
        "kết quả 67,7%, chỉ tiêu 70%",
        "kết quả 14 lớp, chỉ tiêu 12 lớp",
    )


def test_chart_is_a_picture_with_a_title_and_a_table_behind_it() -> None:
    html = rendered(
        '{% stacked_bar segments "Trạng thái phiếu" %}',
        segments=state_segments([("submitted", 3), ("final", 1)]),
    )

    assert 'role="img"' in html
    assert "<title>Trạng thái phiếu</title>" in html
    assert "<desc>đã nộp 3, đã chốt 1 (tổng số 4)</desc>" in html
    assert html.count('<td class="num">') == 4


def test_missing_result_draws_no_bar() -> None:
    missing = rendered('{% bullet None 55 "Trình độ" %}')
    given = rendered('{% bullet 60 55 "Trình độ" %}')

    assert ("stack-piece" in missing, "stack-piece" in given) == (False, True)
    assert "chưa có số liệu" in missing


def test_every_column_of_the_years_tells_its_figure() -> None:
    columns = (YearColumn(2026, Decimal("67.7")), YearColumn(2027, None, 70))

    drawn = rendered("{% year_chart chart %}", chart=YearChart("Đã nộp", columns))

    assert drawn.count("year-figure") == 1
    assert ">67,7%</text>" in drawn


@pytest.mark.parametrize(
    ("result", "wanted", "is_drawn"), [(None, None, False), (None, 70, True), (0, None, True)]
)
def test_a_target_without_figures_draws_no_empty_chart(
    result: Number | None, wanted: Number | None, is_drawn: bool
) -> None:
    chart = YearChart("Có kế hoạch", (YearColumn(2026, result, wanted),))

    assert ("<svg" in rendered("{% year_chart chart %}", chart=chart)) is is_drawn


@pytest.mark.parametrize(
    ("done", "total", "words"),
    [(7, 10, "7/10"), (40, 120, "40/120"), (140, 196, "71,4%"), (4760, 6664, "71,4%"), (0, 0, "–")],
)
def test_what_stands_inside_a_ring_fits_into_it(done: int, total: int, words: str) -> None:
    assert f">{words}</text>" in rendered(
        "{% ring done total title %}", done=done, total=total, title="Đã nộp"
    )
