"""The titles of a learning society, as the laws and decisions of the plans name them.

A length of validity stands here only where a source gives it; unknown stays ``None``.
"""

from __future__ import annotations

from typing import NamedTuple


class TitleFact(NamedTuple):
    """One title: who may hold it, for how many months, and where that is written."""

    code: str
    name: str
    holder_types: tuple[str, ...]
    valid_months: int | None
    basis_note: str


TITLES: tuple[TitleFact, ...] = (
    TitleFact(
        "FAMILY",
        "Gia đình học tập",
        ("household",),
        None,
        "Quyết định số 242/QĐ-KHVN ngày 28/7/2022 của Hội Khuyến học Việt Nam. "
        "Thời hạn có giá trị chưa rõ, bỏ trống.",
    ),
    TitleFact(
        "CLAN",
        "Dòng họ học tập",
        ("clan",),
        None,
        "Quyết định số 242/QĐ-KHVN ngày 28/7/2022 của Hội Khuyến học Việt Nam. "
        "Thời hạn có giá trị chưa rõ, bỏ trống.",
    ),
    TitleFact(
        "COMMUNITY_VILLAGE",
        "Cộng đồng học tập (thôn)",
        ("village",),
        None,
        "Kế hoạch của xã ghi theo tiêu chí của Bộ Giáo dục và Đào tạo; bộ tiêu chí cho thôn nằm "
        "trong Quyết định số 242/QĐ-KHVN ngày 28/7/2022. Thời hạn có giá trị chưa rõ, bỏ trống.",
    ),
    TitleFact(
        "COMMUNITY_COMMUNE",
        "Cộng đồng học tập cấp xã",
        ("commune",),
        36,
        "Thông tư số 25/2023/TT-BGDĐT: kết quả có giá trị 36 tháng.",
    ),
    TitleFact(
        "UNIT",
        "Đơn vị học tập",
        (
            "agency",
            "section",
            "mass_organisation",
            "school",
            "health_station",
            "enterprise",
            "cooperative",
        ),
        None,
        "Đơn vị thuộc phạm vi Thông tư số 24/2023/TT-BGDĐT: 36 tháng. Đơn vị do xã quản lý theo "
        "Quyết định số 242/QĐ-KHVN: thời hạn chưa rõ. Hãy ghi ngày hết hạn theo quyết định.",
    ),
    TitleFact(
        "CITIZEN",
        "Công dân học tập",
        ("individual",),
        None,
        "Quyết định số 324/QĐ-KHVN ngày 25/10/2023 (trước đó là Quyết định số 244/QĐ-KHVN ngày "
        "28/7/2022) của Hội Khuyến học Việt Nam. Thời hạn có giá trị chưa rõ, bỏ trống.",
    ),
)
