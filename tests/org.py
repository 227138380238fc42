"""The drawn organisation in which the tests' stories happen, and who works where."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from accounts.models import User
from tests.builders import people, units
from tests.drawn import once
from units.enums import Role, UnitType
from units.models import Unit


@dataclass(frozen=True)
class Org:
    """Every unit and person of the drawing in :func:`draw`, by name."""

    viet_nam: Unit
    thai_nguyen: Unit
    na_ri: Unit
    ban_po: Unit
    na_lac: Unit
    agency: Unit
    school: Unit
    ha_tinh: Unit
    son_hong: Unit
    kim_son: Unit

    hanh: User
    quan: User
    tuyet: User
    lan: User
    minh: User
    hoa: User
    thuy: User
    dung: User
    nga: User
    pao: User
    mai: User
    sam: User
    khoa: User
    ngoc: User
    chi: User
    bao: User
    khong: User

    @property
    def units(self) -> list[Unit]:
        """All units, the root first."""
        return [value for value in vars(self).values() if isinstance(value, Unit)]

    @property
    def people(self) -> list[User]:
        """All users."""
        return [value for value in vars(self).values() if isinstance(value, User)]


@once
def draw() -> Org:
    """Build it.

    Việt Nam                           auditor Hạnh, administrator Quản
    ├── Tỉnh Thái Nguyên (19)          province officer Tuyết
    │   └── Xã Na Rì (02155)           leader Lan, officers Minh and Hoa, clerk Thủy,
    │       │                          chair Dũng, viewer Nga
    │       ├── Thôn Bản Pò            head Páo, editor Mai
    │       ├── Thôn Nà Lạc            head Sằm
    │       ├── Văn phòng HĐND và UBND (agency)   head Khoa
    │       └── Trường Tiểu học Yến Lạc (school)  head Ngọc
    └── Tỉnh Hà Tĩnh (42)
        └── Xã Sơn Hồng (18160)        officer Chi, the outsider
            └── Thôn Kim Sơn           head Bảo

    Không can sign in and holds no role anywhere.
    """
    viet_nam = units.country()
    thai_nguyen = units.province("Thái Nguyên", viet_nam, code="19")
    na_ri = units.commune("Na Rì", thai_nguyen, code="02155", place_name="Na Rì")
    ban_po = units.village("Bản Pò", na_ri, 1)
    na_lac = units.village("Nà Lạc", na_ri, 2)
    agency = units.unit(
        UnitType.AGENCY, "Văn phòng HĐND và UBND", na_ri, code="02155-C01", position=1
    )
    school = units.unit(
        UnitType.SCHOOL, "Trường Tiểu học Yến Lạc", na_ri, code="02155-S01", position=1
    )
    ha_tinh = units.province("Hà Tĩnh", viet_nam, code="42")
    son_hong = units.commune("Sơn Hồng", ha_tinh, code="18160", place_name="Sơn Hồng")
    kim_son = units.village("Kim Sơn", son_hong, 1)
    return Org(
        viet_nam=viet_nam,
        thai_nguyen=thai_nguyen,
        na_ri=na_ri,
        ban_po=ban_po,
        na_lac=na_lac,
        agency=agency,
        school=school,
        ha_tinh=ha_tinh,
        son_hong=son_hong,
        kim_son=kim_son,
        hanh=people.someone("hanh", "Vũ Thị Hạnh", viet_nam, Role.AUDITOR),
        quan=people.someone("quan", "Đỗ Văn Quản", viet_nam, Role.ADMINISTRATOR),
        tuyet=people.someone("tuyet", "Hà Thị Tuyết", thai_nguyen, Role.PROVINCE_OFFICER),
        lan=people.someone("lan", "Nông Thị Lan", na_ri, Role.LEADER),
        minh=people.someone("minh", "Hoàng Văn Minh", na_ri, Role.OFFICER),
        hoa=people.someone("hoa", "Lý Thị Hoa", na_ri, Role.OFFICER),
        thuy=people.someone("thuy", "Ma Thị Thủy", na_ri, Role.CLERK),
        dung=people.someone("dung", "Triệu Văn Dũng", na_ri, Role.CHAIR),
        nga=people.someone("nga", "Bàn Thị Nga", na_ri, Role.VIEWER),
        pao=people.someone("pao", "Hoàng Văn Páo", ban_po, Role.HEAD),
        mai=people.someone("mai", "Hoàng Thị Mai", ban_po, Role.EDITOR),
        sam=people.someone("sam", "Lường Văn Sằm", na_lac, Role.HEAD),
        khoa=people.someone("khoa", "Nguyễn Anh Khoa", agency, Role.HEAD),
        ngoc=people.someone("ngoc", "Phạm Thị Ngọc", school, Role.HEAD),
        chi=people.someone("chi", "Trần Thị Chi", son_hong, Role.OFFICER),
        bao=people.someone("bao", "Lê Quốc Bảo", kim_son, Role.HEAD),
        khong=people.user("khong", "Phan Văn Không"),
    )


@pytest.fixture
def org(db: None) -> Org:
    """The drawn organisation of :func:`draw`."""
    return draw()
