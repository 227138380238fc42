"""The drawing itself is right: everybody sees what the picture says."""

from __future__ import annotations

import pytest

from tests.org import Org
from units.models import Unit


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("hanh", {"Việt Nam", "Tỉnh Thái Nguyên", "Xã Na Rì", "Thôn Bản Pò", "Thôn Nà Lạc"}),
        ("tuyet", {"Tỉnh Thái Nguyên", "Xã Na Rì", "Thôn Bản Pò", "Thôn Nà Lạc"}),
    ],
)
def test_those_above_see_the_villages_and_their_parents(
    org: Org, name: str, seen: set[str]
) -> None:
    visible = {str(unit) for unit in Unit.objects.visible_to(getattr(org, name))}

    assert seen <= visible


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("pao", ["Thôn Bản Pò"]),
        ("sam", ["Thôn Nà Lạc"]),
        ("ngoc", ["Trường Tiểu học Yến Lạc"]),
        ("bao", ["Thôn Kim Sơn"]),
        ("chi", ["Thôn Kim Sơn", "Xã Sơn Hồng"]),
        (
            "minh",
            [
                "Thôn Bản Pò",
                "Thôn Nà Lạc",
                "Trường Tiểu học Yến Lạc",
                "Văn phòng HĐND và UBND",
                "Xã Na Rì",
            ],
        ),
        ("quan", []),
        ("khong", []),
    ],
)
def test_everybody_sees_exactly_what_lies_below(org: Org, name: str, seen: list[str]) -> None:
    visible = Unit.objects.visible_to(getattr(org, name))

    assert sorted(str(unit) for unit in visible) == seen
