"""A commune's households come in from the list that it already has."""

from __future__ import annotations

import datetime as dt

import pytest

from core import jobs
from core.audit import first_broken
from core.crypto import blind_index
from core.models import AuditEvent
from imports.enums import ImportState
from imports.models import Import
from imports.services import committing, uploading
from tests.imports.acting import told, undone, written
from tests.imports.files import book, households, sent
from tests.org import Org
from units.models import HouseholdMember, Person, Unit
from units.services.household_lists import correct_people

pytestmark = pytest.mark.django_db
AN = ("Thôn Bản Pò", "Hoàng Văn An", "", 1970, "Nam", "0912345678", "006070000123")
BE = ("Thôn Bản Pò", "Hoàng Văn An", "Hoàng Thị Bé", 1975, "Nữ")
SAM = ("Nà Lạc", "Lường Văn Sằm", "", "05/11/1980", "nam", 912345679)


def standing() -> list[tuple[str, str, bool, int | None]]:
    rows = HouseholdMember.objects.select_related("household__parent", "person")
    return sorted(
        (one.household.parent.name, one.person.full_name, one.is_head, one.person.birth_year)
        for one in rows
        if one.household.parent is not None
    )


def test_a_list_is_previewed_written_and_taken_back(org: Org) -> None:
    row = sent("households", org.na_ri, households(AN, BE, SAM, before=2), org.minh)

    assert row.state == ImportState.PREVIEWED, row.message
    assert row.preview["counts"] == {"new": 3}
    assert not Person.objects.exists()

    row = written(row, org.minh)
    assert row.state == ImportState.COMMITTED
    assert standing() == [
        ("Bản Pò", "Hoàng Thị Bé", False, 1975),
        ("Bản Pò", "Hoàng Văn An", True, 1970),
        ("Nà Lạc", "Lường Văn Sằm", True, 1980),
    ]
    sam = Person.objects.get(full_name="Lường Văn Sằm")
    assert (sam.phone, sam.is_female) == ("0912345679", False)
    assert Person.objects.get(full_name="Hoàng Văn An").national_id == "006070000123"

    row = undone(row, org.minh)
    assert row.state == ImportState.UNDONE
    assert standing() == []
    assert not Unit.objects.filter(type="household").exists()


def test_one_event_tells_of_the_whole_batch_and_no_personal_number(org: Org) -> None:
    row = written(sent("households", org.na_ri, households(AN, BE, SAM), org.minh), org.minh)

    (event,) = AuditEvent.objects.filter(action="imports.committed")
    assert event.actor_id == org.minh.pk
    assert event.after is not None
    assert (event.after["new"], event.after["file"]) == (3, row.file.sha256)
    assert first_broken(event.chain) is None
    kept = str(list(row.batches.values_list("changes", flat=True)))
    assert "006070000123" not in kept
    assert "0912345678" not in kept


def test_a_list_of_several_parts_remembers_its_first(org: Org) -> None:
    """A part is a thousand rows; households of earlier parts are kept in little room."""
    many = [
        ("Bản Pò", f"Nông {chr(65 + n // 26)}a {chr(97 + n % 26)}", "", 1950)
        for n in range(26 * 26)
    ]
    many += [(*row[:1], row[1].replace("Nông", "Lường"), *row[2:]) for row in many][:424]
    late = (
        ("Bản Pò", "Hoàng Văn An", "Hoàng Thị Bé", 1975, "Nữ"),
        ("Bản Pò", "Hoàng Văn Ân", "", 1970),
        ("Nà Lạc", "Hoàng Văn An", "", 1970, "", "0912345678"),
        AN,
        ("Nà Lạc", "Ma Thị Lan", "", 1981, "", "", "006070000123"),
    )
    row = sent("households", org.na_ri, households(AN, *many, *late), org.minh)

    assert row.preview["counts"] == {"new": 1_104, "refused": 2}
    advice = [(one["row"], one["advice"]) for one in row.preview["problems"]]
    assert [number for number, _said in advice] == [1_106, 1_107]
    assert all("dòng 2" in said for _number, said in advice)
    alike = {one["row"]: one["why"] for one in row.preview["alike"]}
    assert alike[1_105] == "cùng số điện thoại với dòng 2 của tệp"

    written(row, org.minh, mode="good")
    home = HouseholdMember.objects.get(person__full_name="Hoàng Thị Bé").household
    assert home.name == "Hoàng Văn An"
    assert Unit.objects.filter(type="household").count() == 1_103


def test_the_same_file_again_changes_nothing(org: Org) -> None:
    content = households(AN, BE, SAM)
    written(sent("households", org.na_ri, content, org.minh), org.minh)
    before = standing()

    for _time in range(3):
        row = sent("households", org.na_ri, content, org.minh)
        assert row.preview["counts"] == {"same": 3}
        assert written(row, org.minh).preview["written"] == {"same": 3}
    assert standing() == before


def test_an_edited_list_changes_only_what_it_says(org: Org) -> None:
    written(sent("households", org.na_ri, households(AN, BE, SAM), org.minh), org.minh)
    mended = households(
        ("Bản Pò", "HOANG VAN AN", "", None, "", "0987654321"),
        ("Bản Pò", "Hoàng Văn An", "Hoàng Thị Bé", 1975, "Nữ"),
        ("Bản Pò", "Hoàng Văn An", "Hoàng Văn Chài", 2001, "Nam"),
    )
    row = sent("households", org.na_ri, mended, org.minh)
    assert row.preview["counts"] == {"changed": 1, "same": 1, "new": 1}

    row = written(row, org.minh)
    an = Person.objects.get(phone_index=Person.objects.get(birth_year=1970).phone_index)
    assert (an.full_name, an.phone, an.birth_year) == ("HOANG VAN AN", "0987654321", 1970)

    undone(row, org.minh)
    an.refresh_from_db()
    assert (an.full_name, an.phone) == ("Hoàng Văn An", "0912345678")
    assert not Person.objects.filter(full_name="Hoàng Văn Chài").exists()


def test_an_undo_names_whoever_was_changed_since(org: Org) -> None:
    row = written(sent("households", org.na_ri, households(AN, BE, SAM), org.minh), org.minh)
    be = Person.objects.get(full_name="Hoàng Thị Bé")
    correct_people([(be.pk, {"birth_year": 1976})])
    before = standing()

    row = undone(row, org.minh)
    assert row.state == ImportState.COMMITTED
    message = told(row)
    assert "Hoàng Thị Bé" in message
    assert "Lường Văn Sằm" not in message
    assert standing() == before

    correct_people([(be.pk, {"birth_year": 1975})])
    assert undone(row, org.minh).state == ImportState.UNDONE


def test_problems_name_sheet_row_column_value_and_what_to_do(org: Org) -> None:
    row = sent(
        "households",
        org.na_ri,
        households(
            AN,
            ("Thôn Lạ", "Hoàng Văn Bình"),
            ("Bản Pò", "Hoàng Văn Chài", "", "năm con hổ"),
            ("Bản Pò", "", "Hoàng Thị Dung"),
            ("Bản Pò", "Hoàng Văn Em", "Hoàng Văn Út"),
            ("Bản Pò", "Hoàng Văn 7"),
            ("Bản Pò", "Hoàng Văn An", "", 1970),
            ("Bản Pò", "Hoàng Văn Giang", "", 2090),
        ),
        org.minh,
    )
    found = [(one["column"], one["row"], one["value"]) for one in row.preview["problems"]]

    assert row.preview["sheet"] == "Danh sách"
    assert found == [
        ("A", 3, "Thôn Lạ"),
        ("D", 4, "năm con hổ"),
        ("B", 5, ""),
        ("B", 6, "Hoàng Văn Em"),
        ("B", 7, "Hoàng Văn 7"),
        ("B", 8, "Hoàng Văn An"),
        ("D", 9, "2090"),
    ]
    assert all(one["advice"].endswith(".") for one in row.preview["problems"])
    assert "dòng 2" in row.preview["problems"][5]["advice"]


def test_all_or_nothing_and_good_rows_only(org: Org) -> None:
    content = households(AN, ("Thôn Lạ", "Hoàng Văn Bình"), SAM)
    row = sent("households", org.na_ri, content, org.minh)
    with pytest.raises(Exception, match="còn dòng lỗi"):
        committing.request_commit(row, mode="all", actor=org.minh, seen=row.version)
    assert standing() == []

    row = written(row, org.minh, mode="good")
    assert row.preview["written"] == {"new": 2, "refused": 1}
    assert [one[1] for one in standing()] == ["Hoàng Văn An", "Lường Văn Sằm"]

    row = sent("households", org.na_ri, content, org.minh)
    assert row.preview["counts"] == {"same": 2, "refused": 1}


def test_a_row_that_went_bad_since_the_preview_stops_the_whole(org: Org) -> None:
    row = sent("households", org.na_ri, households(SAM, AN), org.minh)
    Person.objects.create(
        full_name="Ai đó",
        national_id_index=blind_index("006070000123"),
    )
    row = written(row, org.minh)

    assert row.state == ImportState.PREVIEWED
    assert "Chưa ghi dòng nào" in told(row)
    assert standing() == []


def test_people_who_look_alike_are_told_and_may_be_left_out(org: Org) -> None:
    written(sent("households", org.na_ri, households(AN), org.minh), org.minh)
    content = households(
        ("Nà Lạc", "Hoàng Văn Ân", "", 1970),
        ("Nà Lạc", "Nông Văn Mới", "", 1990, "", "0912345678"),
        ("Nà Lạc", "Hoàng Văn An", ""),
        ("Nà Lạc", "Ma Thị Khác", "", 1999),
    )
    row = sent("households", org.na_ri, content, org.minh)

    whys = {one["row"]: one["why"] for one in row.preview["alike"]}
    assert row.preview["counts"] == {"new": 4}
    assert "cùng họ tên và năm sinh với Hoàng Văn An" in whys[2]
    assert "cùng số điện thoại" in whys[3]
    assert "cùng tên chủ hộ" in whys[4]
    assert set(whys) == {2, 3, 4}

    row = written(row, org.minh, skip_alike=True)
    assert row.preview["written"] == {"new": 1, "skipped": 3}
    assert [one[1] for one in standing()] == ["Hoàng Văn An", "Ma Thị Khác"]


def test_two_rows_that_look_alike_in_one_file(org: Org) -> None:
    content = households(AN[:5], ("Nà Lạc", "Hoàng Văn An", "", 1970))
    row = sent("households", org.na_ri, content, org.minh)

    (alike,) = row.preview["alike"]
    assert (alike["row"], "dòng 2" in alike["why"]) == (3, True)
    row = written(row, org.minh, skipped=[3])
    assert row.preview["written"] == {"new": 1, "skipped": 1}


def test_a_citizens_number_belongs_to_one_person(org: Org) -> None:
    theirs = sent("households", org.son_hong, households(("Kim Sơn", *AN[1:])), org.chi)
    committing.request_commit(theirs, mode="all", actor=org.chi, seen=theirs.version)
    jobs.run_all_due()
    row = sent(
        "households",
        org.na_ri,
        households(
            ("Bản Pò", "Nông Văn Một", "", 1970, "", "", "006070000123"),
            ("Bản Pò", "Nông Văn Hai", "", 1971, "", "", "006070000999"),
            ("Bản Pò", "Nông Văn Ba", "", 1972, "", "", "006070000999"),
        ),
        org.minh,
    )

    first, second = row.preview["problems"]
    assert (first["row"], first["column"], first["value"]) == (2, "G", "…123")
    assert "một người ở nơi khác" in first["advice"]
    assert "Hoàng Văn An" not in first["advice"]
    assert (second["row"], "dòng 3" in second["advice"]) == (4, True)


def test_two_households_of_one_name_are_asked_apart(org: Org) -> None:
    content = households(("Bản Pò", "Hoàng Văn An", "", 1970), ("Bản Pò", "Hoàng Văn An", "", 1985))
    written(sent("households", org.na_ri, content, org.minh), org.minh)
    assert len(standing()) == 2

    row = sent("households", org.na_ri, households(("Bản Pò", "Hoàng Văn An")), org.minh)
    (problem,) = row.preview["problems"]
    assert "2 hộ cùng tên" in problem["advice"]

    row = sent(
        "households", org.na_ri, households(("Bản Pò", "Hoàng Văn An", "Bé", 2010)), org.minh
    )
    assert "2 hộ cùng tên" in row.preview["problems"][0]["advice"]


def test_old_fonts_are_asked_about_before_anything_is_compared(org: Org) -> None:
    content = households(("Bản Pò", "NguyÔn ThÞ Lan", "", 1970), ("Bản Pò", "L\u00adu V¨n B×nh"))
    row = sent("households", org.na_ri, content, org.minh)
    assert row.state == ImportState.READ
    assert row.fonts == {"head": "TCVN3"}
    assert row.preview["samples"] == [
        ["B2", "NguyÔn ThÞ Lan", "Nguyễn Thị Lan"],
        ["B3", "L\u00adu V¨n B×nh", "Lưu Văn Bình"],
    ]

    uploading.choose_font(row, convert=True, actor=org.minh)
    jobs.run_all_due()
    row = written(Import.objects.get(pk=row.pk), org.minh)
    assert [one[1] for one in standing()] == ["Lưu Văn Bình", "Nguyễn Thị Lan"]

    refused = sent("households", org.na_ri, households(("Bản Pò", "TrÇn V¨n §¹t")), org.minh)
    uploading.choose_font(refused, convert=False, actor=org.minh)
    refused.refresh_from_db()
    assert refused.state == ImportState.REFUSED


def test_a_block_from_a_real_list(org: Org) -> None:
    """Title rows, a row of column numbers, decomposed accents, dates, an empty column, a gap."""
    content = households(
        ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"),
        (
            "Thôn Ba\u0309n Po\u0300".replace("Ba\u0309", "Bả"),
            "Hoa\u0300ng Va\u0306n An",
            "",
            dt.date(1970, 2, 3),
            "",
            "",
            "",
            "",
        ),
        (),
        ("Thôn Bản Pò", "Hoàng  Văn\u00a0Bình", "", 1971.0, "Nữ", "", "", "  "),
        before=3,
    )
    written(sent("households", org.na_ri, content, org.minh), org.minh)

    assert standing() == [
        ("Bản Pò", "Hoàng Văn An", True, 1970),
        ("Bản Pò", "Hoàng Văn Bình", True, 1971),
    ]


def test_merged_and_broken_cells_are_refused_by_address(org: Org) -> None:
    def more(made: object, page: object) -> None:
        page.merge_range("A2:A3", "Thôn Bản Pò")  # type: ignore[attr-defined]
        page.write_formula("D4", "=1/0", None, "#DIV/0!")  # type: ignore[attr-defined]

    content = households(
        (None, "Hoàng Văn An"), (None, "Hoàng Văn Bình"), ("Bản Pò", "Hoàng Văn Chài"), more=more
    )
    row = sent("households", org.na_ri, content, org.minh)

    found = {(one["column"], one["row"], one["value"]) for one in row.preview["problems"]}
    assert {("A", 2, "A2:A3"), ("A", 3, "A2:A3"), ("D", 4, "#VALUE!")} <= found
    assert row.preview["counts"] == {"refused": 3}


@pytest.mark.parametrize(
    ("heads", "told"),
    [
        (("Thôn", "Ai"), "thiếu cột “Họ và tên chủ hộ”"),
        (("Thôn", "Họ và tên chủ hộ", "Chủ hộ"), "hai cột cùng tên: “Họ và tên chủ hộ”"),
        (("Một", "Hai"), "Không tìm thấy danh sách"),
    ],
)
def test_headings_that_do_not_fit(org: Org, heads: tuple[str, ...], told: str) -> None:
    row = sent("households", org.na_ri, book(heads, [("Bản Pò", "Hoàng Văn An", "x")]), org.minh)
    assert row.state == ImportState.REFUSED
    assert told in row.message


def test_a_list_without_rows(org: Org) -> None:
    row = sent("households", org.na_ri, households(), org.minh)
    assert row.state == ImportState.REFUSED
    assert "không có dòng nào" in row.message


def test_a_village_brings_in_its_own_households_only(org: Org) -> None:
    content = households(("", "Hoàng Văn An"), ("Nà Lạc", "Lường Văn Sằm"))
    row = sent("households", org.ban_po, content, org.pao)

    assert row.preview["counts"] == {"new": 1, "refused": 1}
    assert "chỉ nhận hộ của Thôn Bản Pò" in row.preview["problems"][0]["advice"]
