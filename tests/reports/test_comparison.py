"""Years across mergers: sums of numerators over sums of denominators, or a reason why not."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from reports.dashboards.comparison import AS_REPORTED, TODAY, cell_of, table
from reports.dashboards.lineage import Arrow, Arrows
from reports.dashboards.shares import Measure, Share
from reports.dashboards.villages import Parts
from units.enums import UnitType
from units.models import Unit

MERGED_ON = dt.date(2025, 7, 1)
YEN_LAC, KIM_LU, SON_THANH, NA_RI = (
    Unit(pk=pk, type=UnitType.COMMUNE, kind_word="Xã", name=name)
    for pk, name in enumerate(("Yến Lạc", "Kim Lư", "Sơn Thành", "Na Rì"), start=1)
)
HOMES = Measure("homes", "Hộ đạt", "homes_achieved", "homes")


def arrows(*, partly: bool = False) -> Arrows:
    """Three old communes became Na Rì; Sơn Thành perhaps only in part."""
    new = (NA_RI.kind_word, NA_RI.name)
    return Arrows.of(
        Arrow(
            one.pk, NA_RI.pk, partly and one is SON_THANH, MERGED_ON, (one.kind_word, one.name), new
        )
        for one in (YEN_LAC, KIM_LU, SON_THANH)
    )


def share(part: int, whole: int) -> Share:
    return Share(Decimal(part), Decimal(whole))


GIVEN = {
    (1, 2024): share(90, 100),
    (2, 2024): share(10, 900),
    (3, 2024): share(50, 100),
    (4, 2026): share(600, 1100),
}


def test_a_year_before_the_merger_is_the_sum_of_the_parts_and_never_a_mean() -> None:
    found = cell_of(4, 2024, TODAY, GIVEN, arrows())

    assert found.share == share(150, 1100)
    assert found.share is not None
    assert found.share.rate == "13,6%"
    assert found.summed_of == ("Xã Yến Lạc", "Xã Kim Lư", "Xã Sơn Thành")


def test_a_part_of_a_commune_gives_no_figure_and_the_page_says_why() -> None:
    found = cell_of(4, 2024, TODAY, GIVEN, arrows(partly=True))

    assert found.share is None
    assert "một phần của Xã Sơn Thành" in found.reason


def test_a_predecessor_without_a_figure_is_named() -> None:
    given = {key: one for key, one in GIVEN.items() if key != (2, 2024)}

    found = cell_of(4, 2024, TODAY, given, arrows())

    assert found.share is None
    assert found.reason == "thiếu số liệu của Xã Kim Lư"


def test_as_reported_keeps_every_unit_with_its_own_years() -> None:
    found = table(HOMES, AS_REPORTED, [YEN_LAC, NA_RI], Parts(GIVEN), arrows())

    assert [[one.share for one in row.cells] for row in found.rows] == [
        [share(90, 100), None],
        [None, share(600, 1100)],
    ]
    assert found.totals[0].share == share(90, 100)
