"""Who issues a paper, to whom, and who signs it (document-format.md, sections 4 and 5).

``unit``: the names of ``units.selectors.names``, kept with the figures of a paper.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from core.text import fold
from documents import nd30
from documents.paper import DraftDate, PaperHeader, Signer
from documents.papers.common import Issuer

# Bodies whose paper names the commune's People's Committee above them.
UNDER_COMMITTEE = frozenset({"agency", "section", "school", "health_station"})
# What the head of a body is called, by the words that the body's name starts with.
_HEADS = (
    ("truong ", "HIỆU TRƯỞNG"),
    ("phong ", "TRƯỞNG PHÒNG"),
    ("van phong", "CHÁNH VĂN PHÒNG"),
    ("tram y te", "TRƯỞNG TRẠM"),
    ("trung tam", "GIÁM ĐỐC"),
    ("ban chi huy quan su", "CHỈ HUY TRƯỞNG"),
    ("ban ", "TRƯỞNG BAN"),
    ("cong an", "TRƯỞNG CÔNG AN"),
    ("so ", "GIÁM ĐỐC"),
    ("cong ty", "GIÁM ĐỐC"),
    ("hop tac xa", "GIÁM ĐỐC"),
    ("htx ", "GIÁM ĐỐC"),
    ("doanh nghiep", "GIÁM ĐỐC"),
    ("doan ", "BÍ THƯ"),
    ("hoi ", "CHỦ TỊCH"),
    ("uy ban mat tran", "CHỦ TỊCH"),
)
# Collective leaderships, in whose name the head signs.
_COLLECTIVES = (
    ("uy ban mat tran", "TM. BAN THƯỜNG TRỰC"),
    ("doan ", "TM. BAN CHẤP HÀNH"),
    ("hoi ", "TM. BAN CHẤP HÀNH"),
)
_VILLAGE_HEADS = {
    "thôn": "TRƯỞNG THÔN",
    "bản": "TRƯỞNG BẢN",
    "ấp": "TRƯỞNG ẤP",
    "buôn": "TRƯỞNG BUÔN",
    "khu phố": "TRƯỞNG KHU PHỐ",
    "khu": "TRƯỞNG KHU",
    "xóm": "TRƯỞNG XÓM",
    "tổ dân phố": "TỔ TRƯỞNG TỔ DÂN PHỐ",
}


def header(unit: dict[str, Any], day: dt.date, *, numbered: bool = True) -> PaperHeader:
    """The letterhead of a unit's draft: number and day stay blank until it is signed."""
    name = unit["letterhead"] or unit["name"]
    if unit["type"] == "commune":
        return PaperHeader(
            issuing_body=("ỦY BAN NHÂN DÂN", unit["name"].upper()),
            issuer_name=committee(unit["name"]),
            place=place_of(unit),
            dated=DraftDate(day.year),
            symbol="BC-UBND" if numbered else "",
        )
    return PaperHeader(
        parent_body=parent_body(unit),
        issuing_body=(name.upper(),),
        issuer_name=name,
        place=place_of(unit),
        dated=DraftDate(day.year),
        symbol=nd30.symbol("Báo cáo", unit["symbol"] or initials(name)) if numbered else "",
    )


def place_of(unit: dict[str, Any]) -> str:
    """The place before the day: the unit's own, else that of its commune or province; else dots."""
    return unit["place"] or unit["commune_place"] or unit["province_place"] or "…"


def issuer(unit: dict[str, Any]) -> Issuer:
    """The unit as the builders know an issuer; a commune's letters are drafted by its office."""
    head = header(unit, dt.date.min)
    return Issuer(
        lines=head.issuing_body,
        name=head.issuer_name,
        code=head.symbol.split("-", 1)[-1] or nd30.COMMITTEE_CODE,
        place=head.place,
        parent=head.parent_body,
        office="VHXH" if unit["type"] == "commune" else "",
    )


def committee(place: str) -> str:
    """The People's Committee of a place: "Xã Na Rì" → "Ủy ban nhân dân xã Na Rì"."""
    return f"Ủy ban nhân dân {lower_first(place)}"


def author(unit: dict[str, Any]) -> str:
    """Who speaks in the paper: the committee of a commune, else the unit itself."""
    return committee(unit["name"]) if unit["type"] == "commune" else str(unit["name"])


def parent_body(unit: dict[str, Any]) -> str:
    """The line above the issuer: a committee, the commune of a village, a section's agency.

    Until 30/06/2025 the schools and health stations of a commune stood under the district.
    """
    if unit["type"] == "section" and unit["agency"]:
        return str(unit["agency"]).upper()
    if unit["type"] == "village":
        return str(unit["commune"]).upper()
    if unit["type"] not in UNDER_COMMITTEE:
        return ""
    if unit["type"] in {"school", "health_station"} and unit["district"]:
        return f"UBND {unit['district']}".upper()
    if fold(unit["name"]).startswith("cong an ") and unit["province"]:
        return f"CÔNG AN {unit['province']}".upper()
    above = unit["commune"] or unit["province"]
    return f"UBND {above}".upper() if above else ""


def initials(name: str) -> str:
    """A stand-in abbreviation while the office has set none: "Trạm Y tế" → ``TYT``."""
    words = re.findall(r"[^\W\d_]+", name)
    letters = "".join(word[0] for word in words).upper()
    plain = "".join("Đ" if one == "Đ" else fold(one).upper() for one in letters)
    return plain[:8] or "ĐV"


def signers(unit: dict[str, Any], name: str = "", *, beside: str = "") -> tuple[Signer, ...]:
    """Who signs. ``name`` is the head's where it is known, ``beside`` that of the Front's head.

    For a commune the chair or a deputy signs: the name is left to whoever issues the paper.
    """
    if unit["type"] == "commune":
        return (Signer(lines=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),)
    if unit["type"] == "village":
        head = _VILLAGE_HEADS.get(unit["kind_word"].lower(), "TRƯỞNG THÔN")
        return (
            Signer(lines=("TRƯỞNG BAN CÔNG TÁC MẶT TRẬN",), name=beside),
            Signer(lines=(head,), name=name),
        )
    plain = f"{fold(unit['name'])} "
    title = _first(plain, _HEADS) or "THỦ TRƯỞNG ĐƠN VỊ"
    collective = _first(plain, _COLLECTIVES)
    return (Signer(lines=(collective, title) if collective else (title,), name=name),)


def _first(plain: str, choices: tuple[tuple[str, str], ...]) -> str:
    return next((said for start, said in choices if plain.startswith(start)), "")


def addressee(snapshot: dict[str, Any], *, upward: bool) -> tuple[str, ...]:
    """To whom the report goes: the level above for a consolidated one, else the launching unit."""
    unit, campaign = snapshot["unit"], snapshot["campaign"]
    if upward:
        named = str(campaign["upper_recipient"])
        # Since 01/07/2025 there is no district to report to.
        if named and (unit["district"] or "huyen" not in fold(named).split()):
            return (named,)
        above = (unit["type"] == "commune" and unit["district"]) or unit["province"]
        return (committee(above),) if above else ()
    if snapshot["recipient"]:
        return (str(snapshot["recipient"]),)
    if campaign["host_type"] == "commune":
        return (committee(campaign["host"]),)
    return (str(campaign["host"]),)


def recipients(unit: dict[str, Any]) -> tuple[str, ...]:
    """Who else gets a consolidated report, as offices usually name them; a draft to be changed."""
    if unit["type"] == "commune":
        return (
            "Thường trực Đảng ủy, HĐND xã (b/c)",
            "Chủ tịch, các Phó Chủ tịch UBND xã",
            "Hội Khuyến học xã",
        )
    return (f"Lãnh đạo {unit['name']}",)


def filing(unit: dict[str, Any]) -> tuple[str, ...]:
    """Where the copy is kept: the clerk, and the office that drafted the report."""
    return ("VT", "VHXH") if unit["type"] == "commune" else ("VT",)


def lower_first(text: str) -> str:
    """The text inside a sentence: "Xã Na Rì" → "xã Na Rì"."""
    return text[:1].lower() + text[1:]
