"""``manage.py report``: the same paper from the shell; what is not certain is refused."""

from __future__ import annotations

import datetime as dt
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from reports.models import AnnualReport
from reports.services import building
from tests.builders import units
from tests.builders.reports import PlanYear, finished, plan_campaign
from tests.org import Org
from tests.paper_words import docx_words, pdf_words
from units.models import Unit


def run(out: Path, **options: object) -> list[Path]:
    """The paths that the command prints."""
    printed = StringIO()
    call_command("report", out=out, stdout=printed, **options)
    return [Path(line) for line in printed.getvalue().splitlines()]


def refused(out: Path, **options: object) -> str:
    """Why the command refuses; nothing is written then."""
    with pytest.raises(CommandError) as refusal:
        run(out, **options)
    assert not out.exists() or not any(out.iterdir())
    return str(refusal.value)


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("02155", "Ủy ban nhân dân xã Na Rì báo cáo"),
        ("02155-T01", "Thôn Bản Pò, xã Na Rì báo cáo"),
        ("02155-c01", "Văn phòng HĐND và UBND báo cáo"),
    ],
)
def test_both_files_of_a_unit_are_written(
    na: PlanYear, tmp_path: Path, code: str, told: str
) -> None:
    paths = run(tmp_path / "a" / "b", unit=code, year=2026)

    name = f"bao-cao-{code.upper()}-2026-v1"
    assert [path.name for path in paths] == [f"{name}.pdf", f"{name}.docx"]
    assert told in pdf_words(paths[0].read_bytes())
    assert told in docx_words(paths[1].read_bytes())


def test_running_it_twice_leaves_one_report_and_equal_files(na: PlanYear, tmp_path: Path) -> None:
    first = [path.read_bytes() for path in run(tmp_path, unit="02155", year=2026)]
    second = [path.read_bytes() for path in run(tmp_path, unit="02155", year=2026)]

    assert first == second
    assert AnnualReport.objects.count() == 1


def test_a_frozen_report_is_written_as_it_was_frozen(na: PlanYear, tmp_path: Path) -> None:
    draft = building.build(building.open_report(na.year, na.host).pk)
    finished(draft, na.org.lan)
    units.village("Khuổi Nằn", na.org.na_ri, 3)

    paths = run(tmp_path, unit="02155", year=2026)

    assert draft.pdf is not None
    assert paths[0].read_bytes() == building.content_of(draft.pdf)
    assert AnnualReport.objects.count() == 1


def test_an_unknown_code_is_refused(na: PlanYear, tmp_path: Path) -> None:
    assert refused(tmp_path, unit="99999", year=2026) == "Không có đơn vị nào mang mã 99999."


def test_a_year_without_the_unit_is_refused_with_the_years_it_has(
    na: PlanYear, tmp_path: Path
) -> None:
    assert refused(tmp_path, unit="02155", year=2025) == (
        "Mã 02155 (Xã Na Rì) không tham gia phong trào nào năm 2025. Có ở: na-ri-2026 năm 2026."
    )


def test_an_unknown_campaign_is_refused_with_the_known_ones(na: PlanYear, tmp_path: Path) -> None:
    told = refused(tmp_path, unit="02155", year=2026, campaign="na-ri")

    assert told == "Không có phong trào “na-ri”. Các phong trào: na-ri-2026."


def test_a_unit_of_two_campaigns_needs_the_campaign(na: PlanYear, tmp_path: Path) -> None:
    """A second plan, launched by the same unit in the same year."""
    second = plan_campaign("cam-tan-2024", na.org.na_ri)
    second.years.create(year=2026, state="open")

    told = refused(tmp_path, unit="02155", year=2026)
    paths = run(tmp_path, unit="02155", year=2026, campaign="cam-tan-2024")

    assert told.splitlines() == [
        "Mã 02155 có thể là:",
        "  Xã Na Rì: --campaign cam-tan-2024",
        "  Xã Na Rì: --campaign na-ri-2026",
        "Hãy ghi rõ phong trào.",
    ]
    assert len(paths) == 2


# ---------------------------------------------------------------- one code, two communes


def two_cam_tan(org: Org) -> tuple[Unit, Unit]:
    """15178 named the old Cẩm Tân until 30/06/2025 and names the merged one since."""
    thanh_hoa = units.province("Thanh Hóa", org.viet_nam, code="38")
    old = units.commune("Cẩm Tân", thanh_hoa, code="15178", place_name="Cẩm Tân")
    Unit.objects.filter(pk=old.pk).update(valid_to=dt.date(2025, 6, 30))
    new = units.commune("Cẩm Tân", thanh_hoa, code="15178", valid_from=dt.date(2025, 7, 1),
                        place_name="Cẩm Tân")  # fmt: skip
    return Unit.objects.get(pk=old.pk), new


def test_the_year_tells_which_of_two_communes_a_code_means(org: Org, tmp_path: Path) -> None:
    old, new = two_cam_tan(org)
    campaign = plan_campaign("cam-tan-2024", old)
    campaign.years.create(year=2024, state="open")

    paths = run(tmp_path, unit="15178", year=2024)
    told = refused(tmp_path / "new", unit="15178", year=2026)

    assert paths[0].name == "bao-cao-15178-2024-v1.pdf"
    assert AnnualReport.objects.get().unit == old
    assert told == (
        "Mã 15178 (Xã Cẩm Tân đến hết 30/06/2025; Xã Cẩm Tân từ 01/07/2025) không tham gia phong "
        "trào nào năm 2026. Có ở: cam-tan-2024 năm 2024."
    )
    assert new.code == old.code


def test_a_code_of_two_communes_in_one_year_is_refused_with_both(org: Org, tmp_path: Path) -> None:
    old, new = two_cam_tan(org)
    for slug, host in (("cam-tan-2024", old), ("na-ri-2026", new)):
        plan_campaign(slug, host).years.create(year=2026, state="open")

    told = refused(tmp_path, unit="15178", year=2026)

    assert told.splitlines()[1:3] == [
        "  Xã Cẩm Tân đến hết 30/06/2025: --campaign cam-tan-2024",
        "  Xã Cẩm Tân từ 01/07/2025: --campaign na-ri-2026",
    ]


def test_a_folder_that_cannot_be_written_is_said(na: PlanYear, tmp_path: Path) -> None:
    occupied = tmp_path / "file"
    occupied.write_text("đã có")

    with pytest.raises(CommandError, match="Không ghi được vào"):
        run(occupied / "sub", unit="02155", year=2026)
