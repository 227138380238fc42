"""What an officer is told who edits a plan file and makes a mistake: file, line, reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaigns.plan_files import PLANS_FOLDER, KnownSets, load_plan
from core.data_files import DataFileError

NA_RI = (PLANS_FOLDER / "na-ri-2026.yaml").read_text(encoding="utf-8")


def refused(tmp_path: Path, text: str, *, known: KnownSets | None = None) -> list[str]:
    """The complaints about a file called ``na-ri.yaml`` with this content."""
    path = tmp_path / "na-ri.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataFileError) as caught:
        load_plan(path, known=known)
    return str(caught.value).split("\n")


def edited(old: str, new: str) -> tuple[str, int]:
    """Na Rì's file with the first ``old`` replaced, and the line where that happened."""
    before, found, after = NA_RI.partition(old)
    assert found
    return before + new + after, before.count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("plays_year: 2026", "plays_yaer: 2026", "khóa lạ “plays_yaer”"),
        ("plays_year: 2026", "plays_year: 2026\nplays_year: 2026", "ghi hai lần"),
        ("plays_year: 2026", "plays_year: năm nay", "“năm nay” không phải là số nguyên"),
        ("plays_year: 2026", "plays_year: 2031", "nằm ngoài thời gian của phong trào"),
        ("type: COMMUNE", "type: XA", "không có giá trị “XA”; hãy chọn một trong: COUNTRY"),
        ('code: "02155"', "code: 2155", "mã xã gồm đúng 5 chữ số"),
        ("precision: MONTH", "precision: DAY", "không khớp với precision"),
        ("month: 3", "month: 13", "không có ngày này trong lịch"),
        ("date: 2026-03-13", "date: 2026-02-31", "không phải là một ngày có thật"),
        ("code_prefix: NR", "code_prefix: NR-NR-NR-NR", "dài 11 ký tự, nhiều nhất là 10"),
        ("place: Na Rì", 'place: ""', "không được để trống"),
        ("signer: Nông Thị Tuyên", "signer: null", "“signer” không được để trống"),
        ("authority_lines: [", "authority_lines: KT. #", "“authority_lines” phải là một danh sách"),
        ("final_review_year: 2030", "final_review_year: 2031", "năm nằm ngoài giai đoạn"),
        ("kind: GRADED", "kind: TITLE", "phải nêu danh hiệu"),
        ("kind: GRADED", "kind: SCORED", "chỉ là GRADED hoặc TITLE"),
        ("title: COMMUNITY_COMMUNE", "title: VILLAGE", "không có danh hiệu “VILLAGE”"),
        ("code: NR-1.1-b", "code: NR-1.1-a", "mã “NR-1.1-a” đã dùng ở trên"),
        ("code: NR-1.1-b", "code: NR-1.2-z", "mã tiêu chí không theo số của nhóm"),
        ("code: NR-ND-2", "code: CT-ND-2", "mã phải bắt đầu bằng “NR-”"),
        ('number: "1.2"', 'number: "1.1"', "số nhóm “1.1” đã dùng ở trên"),
        ('named_day: "25/11"', 'named_day: "31/02"', "không năm nào cũng có ngày “31/02”"),
        ('named_day: "25/11"', 'named_day: "29/02"', "không năm nào cũng có ngày “29/02”"),
        ('named_day: "25/11"', 'named_day: "25-11"', "phải viết dạng ngày/tháng"),
        ("inclusive: true", "inclusive: có", "chỉ ghi true hoặc false"),
        ('groups: ["1.4"]', 'groups: ["1.9"]', "không có “1.9” trong tệp này"),
        ("body: NR-TC-1", "body: NR-TC-9", "không có “NR-TC-9” trong tệp này"),
        ("concerns: [NR-VB]", "concerns: [NR-XX]", "không có “NR-XX” trong tệp này"),
        ("note: Kế hoạch không nêu tên", "note: &n Kế hoạch không nêu tên", "không dùng dấu neo"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, old: str, new: str, reason: str) -> None:
    text, line = edited(old, new)

    complaints = refused(tmp_path, text)

    # A rule about a whole entry points at the entry's first line, a little above.
    at = [int(each.split(":")[1]) for each in complaints if reason in each]
    assert at, complaints
    assert all(each.startswith("na-ri.yaml:") for each in complaints)
    assert line - 8 <= at[0] <= line + 1


def test_the_line_is_exact(tmp_path: Path) -> None:
    text, line = edited("kind: GRADED", "kind: GRADDED")
    choices = "GRADED, TITLE, SCORED, REQUIRED, HEADING"

    assert refused(tmp_path, text) == [
        f"na-ri.yaml:{line}: “kind”: không có giá trị “GRADDED”; hãy chọn một trong: {choices}"
    ]


def test_a_missing_key_points_at_the_entry_that_misses_it(tmp_path: Path) -> None:
    text, _line = edited("  issuer: Ủy ban nhân dân xã Na Rì\n", "")
    document = text[: text.index("document:")].count("\n") + 2

    assert refused(tmp_path, text) == [f"na-ri.yaml:{document}: thiếu khóa “issuer”"]


def test_a_silent_correction_is_refused(tmp_path: Path) -> None:
    printed = "    text_source: Đối với cấp xã\n"
    text, line = edited(printed, f"{printed}    text_shown: Đối với xã\n")

    assert refused(tmp_path, text) == [f"na-ri.yaml:{line + 1}: chữ đã sửa phải có note nói vì sao"]


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = (
        NA_RI.replace("plays_year: 2026", "plays_year: x", 1)
        .replace("kind: GRADED", "kind: GRADDED", 1)
        .replace("code: NR-ND-2", "code: NR-ND-1", 1)
        .replace('named_day: "25/11"', 'named_day: "31/02"', 1)
        .replace("inclusive: true", "inclusiv: true", 1)
    )

    complaints = refused(tmp_path, text)

    lines = [int(each.split(":")[1]) for each in complaints]
    assert len(complaints) == 5
    assert lines == sorted(lines)


def test_an_unknown_set_is_refused_where_the_sets_are_known(tmp_path: Path) -> None:
    text, line = edited("official_set: tt-25-2023-xa-muc-1", "official_set: tt-99")
    path = tmp_path / "na-ri.yaml"
    path.write_text(text, encoding="utf-8")

    assert load_plan(path).slug == "na-ri-2026"
    assert refused(tmp_path, text, known=KnownSets.from_files()) == [
        f"na-ri.yaml:{line}: không có bộ hoặc dòng “tt-99”"
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "tệp trống"),
        ("- một\n- hai\n", "phải là các cặp khóa: giá trị"),
        ("slug: [một\n", "sai cú pháp YAML"),
        ("slug: a\n---\nslug: b\n", "sai cú pháp YAML"),
        ("slug: \x07\n", "sai cú pháp YAML"),
        ("slug: !!python/object:os.system a\n", "thiếu khóa"),
    ],
)
def test_a_file_that_is_no_plan_at_all(tmp_path: Path, text: str, reason: str) -> None:
    assert any(reason in each for each in refused(tmp_path, text))


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "na-ri.yaml"
    path.write_bytes(NA_RI.encode("utf-16"))

    with pytest.raises(DataFileError, match=r"na-ri.yaml:1: tệp không phải là văn bản UTF-8"):
        load_plan(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match=r"khong-co.yaml:1: không mở được tệp"):
        load_plan(tmp_path / "khong-co.yaml")


def test_decomposed_letters_are_read_as_composed_ones(tmp_path: Path) -> None:
    path = tmp_path / "na-ri.yaml"
    path.write_text(NA_RI.replace("Nông Thị Tuyên", "No\u0302ng Thi\u0323 Tuye\u0302n"), "utf-8")

    assert load_plan(path).document.signer == "Nông Thị Tuyên"
