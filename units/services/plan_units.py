"""The units of the plans that no list of the country holds: one commune and one agency.

Na Rì, Sơn Hồng and Cẩm Tân are in the national files; these two come from the plans' own words.
Their codes are the product's, made from the code above, and are not official ones.
"""

from __future__ import annotations

from typing import Final

from django.db import transaction

from core.audit import SYSTEM, Actor
from units.data_files import THREE_LEVELS_TO, TWO_LEVELS_FROM
from units.enums import UnitType
from units.models import Unit
from units.services.tree import NewUnit, create_unit, dissolve_unit, move_unit

NINH_HAI_CODE: Final = "299-NH"
BAN_DAN_TOC_CODE: Final = "56-C01"
# The keys by which the plan files name a unit without an official code.
CODE_OF_KEY: Final = {"ninh-hai-hai-duong": NINH_HAI_CODE, "ban-dan-toc": BAN_DAN_TOC_CODE}

_NINH_HAI_NOTE: Final = (
    "Kế hoạch số 55/KH-UBND ngày 13/5/2024 ghi xã Ninh Hải, huyện Ninh Giang, tỉnh Hải Dương. "
    "Xã không có trong danh mục cấp xã trước 01/7/2025 nên không có mã chính thức; mã "
    f"{NINH_HAI_CODE} là mã tạm của hệ thống. Ngày thôi tồn tại và đơn vị kế thừa chưa xác định; "
    "30/6/2025 là ngày muộn nhất. Không phải xã Ninh Hải, tỉnh Khánh Hòa (22852)."
)
_BAN_DAN_TOC_NOTE: Final = (
    "Kế hoạch không ghi tên tỉnh. Tỉnh Ninh Thuận (nay thuộc tỉnh Khánh Hòa) là suy luận từ tên "
    f"người ký, cần kiểm tra; mã {BAN_DAN_TOC_CODE} là mã tạm của hệ thống."
)


@transaction.atomic
def load_plan_units(*, actor: Actor = SYSTEM) -> tuple[Unit, Unit]:
    """Ninh Hải (Hải Dương) and the Ban Dân tộc, created once; needs ``load_nation`` before."""
    return _ninh_hai(actor), _ban_dan_toc(actor)


def _ninh_hai(actor: Actor) -> Unit:
    """A commune of Ninh Giang district, gone before the list of 2025; it keeps its last place."""
    if found := Unit.objects.filter(code=NINH_HAI_CODE).first():
        return found
    ninh_giang = Unit.objects.get(type=UnitType.DISTRICT, code="299")
    unit = create_unit(
        NewUnit(
            type=UnitType.COMMUNE,
            kind_word="xã",
            name="Ninh Hải",
            code=NINH_HAI_CODE,
            extra=(("note", _NINH_HAI_NOTE),),
        ),
        ninh_giang,
        actor=actor,
    )
    dissolve_unit(unit, last_day=THREE_LEVELS_TO, actor=actor, note=_NINH_HAI_NOTE)
    unit.refresh_from_db()
    return unit


def _ban_dan_toc(actor: Actor) -> Unit:
    """The agency of a province that the plan does not name: inferred, and marked so."""
    if found := Unit.objects.filter(code=BAN_DAN_TOC_CODE).first():
        return found
    ninh_thuan = Unit.objects.get(type=UnitType.PROVINCE, code="58", valid_to=THREE_LEVELS_TO)
    khanh_hoa = Unit.objects.get(type=UnitType.PROVINCE, code="56", valid_to=None)
    unit = create_unit(
        NewUnit(
            type=UnitType.AGENCY,
            name="Ban Dân tộc",
            code=BAN_DAN_TOC_CODE,
            extra=(("note", _BAN_DAN_TOC_NOTE), ("is_inferred", True)),
        ),
        ninh_thuan,
        actor=actor,
    )
    return move_unit(unit, khanh_hoa, on=TWO_LEVELS_FROM, actor=actor, reason=_BAN_DAN_TOC_NOTE)
