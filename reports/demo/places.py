"""The units of each plan's demo, as lists that create them under the plan's host."""

from __future__ import annotations

from dataclasses import dataclass

from reports.demo.names import NA_RI_VILLAGES
from units.enums import UnitType


@dataclass(frozen=True)
class Place:
    """One unit: type, kind word, name, abbreviation for the symbol of its papers."""

    type: str
    kind_word: str
    name: str
    symbol: str = ""


@dataclass(frozen=True)
class Demo:
    """What the demo of one plan consists of. ``login`` starts its people's user names."""

    slug: str
    login: str
    region: str
    year: int
    places: tuple[Place, ...]
    households: int = 0
    villages_with_households: int = 0
    from_year: int = 2026


def _villages(word: str, names: tuple[str, ...]) -> tuple[Place, ...]:
    return tuple(Place(UnitType.VILLAGE, word, name) for name in names)


def _organisations(commune: str) -> tuple[Place, ...]:
    """Mass organisations of a commune."""
    return (
        Place(UnitType.MASS_ORGANISATION, "", f"Ủy ban MTTQ Việt Nam {commune}", "MTTQ"),
        Place(UnitType.MASS_ORGANISATION, "", f"Hội Nông dân {commune}", "HND"),
        Place(UnitType.MASS_ORGANISATION, "", f"Hội Liên hiệp Phụ nữ {commune}", "HPN"),
        Place(UnitType.MASS_ORGANISATION, "", f"Đoàn TNCS Hồ Chí Minh {commune}", "ĐTN"),
        Place(UnitType.MASS_ORGANISATION, "", f"Hội Cựu chiến binh {commune}", "HCCB"),
    )


NA_RI = Demo(
    slug="na-ri-2026",
    login="nr",
    region="na-ri",
    year=2026,
    households=200,
    villages_with_households=5,
    places=(
        *_villages("thôn", NA_RI_VILLAGES),
        Place(UnitType.AGENCY, "", "Văn phòng HĐND và UBND xã Na Rì", "VP"),
        Place(UnitType.AGENCY, "", "Phòng Kinh tế xã Na Rì", "PKT"),
        Place(UnitType.AGENCY, "", "Phòng Văn hóa - Xã hội xã Na Rì", "VHXH"),
        Place(UnitType.AGENCY, "", "Trung tâm Phục vụ hành chính công xã Na Rì", "TTHCC"),
        Place(UnitType.AGENCY, "", "Trung tâm Dịch vụ tổng hợp xã Na Rì", "TTDVTH"),
        *_organisations("xã Na Rì"),
        Place(UnitType.SCHOOL, "", "Trường Mầm non Yến Lạc", "MNYL"),
        Place(UnitType.SCHOOL, "", "Trường Tiểu học Yến Lạc", "THYL"),
        Place(UnitType.SCHOOL, "", "Trường THCS Yến Lạc", "THCSYL"),
        Place(UnitType.SCHOOL, "", "Trường TH và THCS Kim Lư", "KL"),
        Place(UnitType.SCHOOL, "", "Trường TH và THCS Sơn Thành", "ST"),
        Place(UnitType.HEALTH_STATION, "", "Trạm Y tế xã Na Rì", "TYT"),
        Place(UnitType.ENTERPRISE, "", "Công ty TNHH Miến dong Côn Minh", "MDCM"),
        Place(UnitType.ENTERPRISE, "", "Doanh nghiệp tư nhân Xây dựng Hồng Hà", "XDHH"),
        Place(UnitType.COOPERATIVE, "", "Hợp tác xã Nông nghiệp Yến Dương", "HTXYD"),
        Place(UnitType.CLAN, "dòng họ", "Nông ở Bản Pò"),
        Place(UnitType.CLAN, "dòng họ", "Hoàng ở Nà Lạc"),
        Place(UnitType.CLAN, "dòng họ", "Lương ở Cốc Phát"),
        Place(UnitType.CLAN, "dòng họ", "Triệu ở Khuổi Nà"),
    ),
)
SON_HONG = Demo(
    slug="son-hong-2026",
    login="sh",
    region="lowland",
    year=2026,
    places=(
        *_villages(
            "thôn", ("Kim Thành", "Kim Lĩnh", "Đại Vường", "Phúc Đụt", "Lim Giang", "Cây Da")
        ),
        Place(UnitType.AGENCY, "", "Văn phòng HĐND và UBND xã Sơn Hồng", "VP"),
        Place(UnitType.AGENCY, "", "Phòng Kinh tế xã Sơn Hồng", "PKT"),
        Place(UnitType.AGENCY, "", "Phòng Văn hóa - Xã hội xã Sơn Hồng", "VHXH"),
        *_organisations("xã Sơn Hồng"),
        Place(UnitType.SCHOOL, "", "Trường Mầm non Sơn Hồng", "MNSH"),
        Place(UnitType.SCHOOL, "", "Trường Tiểu học Sơn Hồng", "THSH"),
        Place(UnitType.SCHOOL, "", "Trường THCS Sơn Hồng", "THCSSH"),
        Place(UnitType.HEALTH_STATION, "", "Trạm Y tế xã Sơn Hồng", "TYT"),
    ),
)
CAM_TAN = Demo(
    slug="cam-tan-2024",
    login="ct",
    region="lowland",
    year=2024,
    from_year=2024,
    places=(
        *_villages(
            "thôn", ("Tân Tiến", "Do Thượng", "Do Trung", "Do Hạ", "Thủy Thanh", "Phú Xuân")
        ),
        Place(UnitType.AGENCY, "", "Công an xã Cẩm Tân", "CA"),
        Place(UnitType.AGENCY, "", "Ban Chỉ huy quân sự xã Cẩm Tân", "BCHQS"),
        Place(UnitType.AGENCY, "", "Trung tâm học tập cộng đồng xã Cẩm Tân", "TTHTCĐ"),
        *_organisations("xã Cẩm Tân"),
        Place(UnitType.SCHOOL, "", "Trường Mầm non Cẩm Tân", "MNCT"),
        Place(UnitType.SCHOOL, "", "Trường Tiểu học và THCS Cẩm Tân", "CT"),
        Place(UnitType.HEALTH_STATION, "", "Trạm Y tế xã Cẩm Tân", "TYT"),
        Place(UnitType.ENTERPRISE, "", "Công ty TNHH May Cẩm Thủy", "MCT"),
        Place(UnitType.COOPERATIVE, "", "Hợp tác xã Dịch vụ nông nghiệp Cẩm Tân", "HTXCT"),
    ),
)
NINH_HAI = Demo(
    slug="ninh-hai-2024",
    login="nh",
    region="lowland",
    year=2024,
    from_year=2024,
    places=(
        *_villages("thôn", ("Đồng Lạc", "Tranh Trong", "Tranh Ngoài", "Dậu Trì", "Đồng Hội")),
        Place(UnitType.AGENCY, "", "Trung tâm học tập cộng đồng xã Ninh Hải", "TTHTCĐ"),
        *_organisations("xã Ninh Hải"),
        Place(UnitType.SCHOOL, "", "Trường Mầm non Ninh Hải", "MNNH"),
        Place(UnitType.SCHOOL, "", "Trường Tiểu học Ninh Hải", "THNH"),
        Place(UnitType.SCHOOL, "", "Trường THCS Ninh Hải", "THCSNH"),
        Place(UnitType.HEALTH_STATION, "", "Trạm Y tế xã Ninh Hải", "TYT"),
        Place(UnitType.ENTERPRISE, "", "Công ty TNHH Giày da Ninh Giang", "GDNG"),
    ),
)
BAN_DAN_TOC = Demo(
    slug="ban-dan-toc-2023",
    login="bdt",
    region="coast",
    year=2024,
    from_year=2024,
    places=(
        Place(UnitType.SECTION, "", "Phòng Chính sách dân tộc", "CSDT"),
        Place(UnitType.SECTION, "", "Phòng Tuyên truyền và Địa bàn", "TTĐB"),
        Place(UnitType.SECTION, "", "Thanh tra Ban Dân tộc", "TTr"),
    ),
)
DEMOS = (NA_RI, SON_HONG, CAM_TAN, NINH_HAI, BAN_DAN_TOC)
