"""The pages: who gets in, what they show, the files that go out."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from core import jobs
from imports.enums import ImportState
from imports.models import Import
from tests.builders.assessments import NaRi
from tests.imports.acting import written
from tests.imports.files import as_upload, book, households, saved, sent, template_of
from tests.org import Org
from tests.sending import send
from units.models import Person

pytestmark = pytest.mark.django_db


def client_of(who: object) -> Client:
    client = Client()
    client.force_login(who)  # type: ignore[arg-type]
    return client


def test_the_list_offers_what_each_may_bring_in(na: NaRi) -> None:
    office = client_of(na.org.minh).get(reverse("imports:list")).content.decode()
    village = client_of(na.org.pao).get(reverse("imports:list")).content.decode()

    assert "Danh sách đơn vị của xã" in office
    assert "Kết quả và số liệu của các thôn" in office
    assert "Hộ gia đình và người trong hộ" in village
    assert "Danh sách đơn vị của xã" not in village
    assert client_of(na.org.nga).get(reverse("imports:list")).status_code == 403


def test_upload_preview_commit_and_undo_through_the_pages(org: Org) -> None:
    client = client_of(org.minh)
    path = reverse("imports:start", args=["households", org.na_ri.pk])
    refused = send(client, path, file=as_upload(b"Thon;Ho", "a.csv"))
    assert refused.status_code == 422
    assert "không phải là tệp Excel" in refused.content.decode()

    content = households(
        ("Bản Pò", "Hoàng Văn An", "", 1970), ("Bản Lạ", "=HYPERLINK(1)"), ("Nà Lạc", "Ma Thị Bé")
    )
    answer = send(client, path, file=as_upload(content))
    row = Import.objects.get()
    detail = reverse("imports:detail", args=[row.pk])
    assert answer.headers["Location"] == detail
    assert 'role="status"' in client.get(detail).content.decode()
    jobs.run_all_due()
    progress = client.get(reverse("imports:progress", args=[row.pk]))
    assert progress.headers["HX-Refresh"] == "true"

    page = client.get(detail).content.decode()
    assert "Danh sách, A3" in page
    assert "Bản Lạ" in page
    row.refresh_from_db()
    commit = reverse("imports:commit", args=[row.pk])
    assert send(client, commit, seen=row.version).status_code == 422
    every = send(client, commit, seen=row.version, mode="all")
    assert (every.status_code, "còn dòng lỗi" in every.content.decode()) == (422, True)
    assert send(client, commit, seen=row.version, mode="good").status_code == 302
    jobs.run_all_due()
    assert Person.objects.count() == 2
    assert "Đã ghi dữ liệu" in client.get(detail).content.decode()

    assert send(client, reverse("imports:undo", args=[row.pk])).status_code == 302
    jobs.run_all_due()
    assert Person.objects.count() == 0
    assert "Đã hoàn tác" in client.get(detail).content.decode()


def test_the_file_comes_back_with_its_faults(org: Org) -> None:
    content = households(("Bản Pò", "Hoàng Văn An"), ("Bản Lạ", "=HYPERLINK(1)"), before=1)
    row = sent("households", org.na_ri, content, org.minh)
    client = client_of(org.minh)
    answer = client.get(reverse("imports:file", args=[row.pk, "marked"]))

    made = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    page = made["Danh sách"]
    assert [cell.value for cell in page[2]][-1] == "Lỗi cần sửa"
    assert page.cell(3, 8).value is None
    assert "Không có thôn" in str(page.cell(4, 8).value)
    assert page.cell(4, 2).data_type == "s"
    assert page.cell(4, 2).value == "=HYPERLINK(1)"

    # The mended file may be sent as it is; its column of faults is no column of the list.
    page.cell(4, 1).value = "Nà Lạc"
    page.cell(4, 2).value = "Ma Thị Bé"
    again = sent("households", org.na_ri, saved(made), org.minh)
    assert again.preview["counts"] == {"new": 2}
    assert again.marked_file is None


def test_a_file_that_was_written_before_is_told(org: Org) -> None:
    content = households(("Bản Pò", "Hoàng Văn An", "", 1970))
    written(sent("households", org.na_ri, content, org.minh), org.minh)
    row = sent("households", org.na_ri, content, org.hoa)
    page = client_of(org.hoa).get(reverse("imports:detail", args=[row.pk])).content.decode()

    assert "không làm thay đổi gì" in page
    assert "Chính tệp này đã được Hoàng Văn Minh nhập" in page


def test_the_households_template(org: Org) -> None:
    content = households(
        ("Bản Pò", "Hoàng Văn An", "", 1970, "Nam", "0912345678"),
        ("Bản Pò", "Hoàng Văn An", "Hoàng Thị Bé", 1975, "Nữ"),
    )
    written(sent("households", org.na_ri, content, org.minh), org.minh)
    made = template_of(client_of(org.minh), "households", org.na_ri)
    page = made["Hộ và người"]

    assert page.protection.sheet
    assert page.freeze_panes is not None
    assert page.column_dimensions["A"].hidden
    assert made["_mau"].sheet_state == "veryHidden"
    assert [rule.sqref for rule in page.data_validations.dataValidation]
    assert not page["C2"].protection.locked
    cells = [[cell.value for cell in line] for line in page.iter_rows(min_row=2)]
    assert [line[1:6] for line in cells] == [
        ["Thôn Bản Pò", "Hoàng Văn An", None, 1970, "Nam"],
        ["Thôn Bản Pò", "Hoàng Văn An", "Hoàng Thị Bé", 1975, "Nữ"],
    ]
    assert "0912345678" not in str(cells)

    page["C2"] = page["C3"] = "Hoàng Văn Ân"
    page["E3"] = 1976
    row = written(sent("households", org.na_ri, saved(made), org.minh), org.minh)
    assert row.preview["written"] == {"changed": 2}
    assert set(Person.objects.values_list("full_name", "birth_year")) == {
        ("Hoàng Văn Ân", 1970),
        ("Hoàng Thị Bé", 1976),
    }


def test_strangers_meet_nothing(org: Org) -> None:
    row = sent("households", org.na_ri, households(("Bản Pò", "Hoàng Văn An")), org.minh)
    for name in ("detail", "progress", "commit", "undo", "refuse", "font"):
        path = reverse(f"imports:{name}", args=[row.pk])
        method = "get" if name in {"detail", "progress"} else "post"
        assert getattr(client_of(org.chi), method)(path).status_code == 404
        # A village head sees nothing of the commune's own file.
        assert getattr(client_of(org.pao), method)(path).status_code == 404
    assert client_of(org.chi).get(reverse("imports:file", args=[row.pk, "sent"])).status_code == 404
    start = reverse("imports:start", args=["units", org.ban_po.pk])
    assert client_of(org.pao).get(start).status_code == 403
    assert (
        client_of(org.minh).get(reverse("imports:start", args=["la", org.na_ri.pk])).status_code
        == 404
    )


def test_old_fonts_are_shown_before_and_after(org: Org) -> None:
    content = book(("Thôn", "Họ và tên chủ hộ"), [("Bản Pò", "NguyÔn ThÞ Lan")])
    row = sent("households", org.na_ri, content, org.minh)
    client = client_of(org.minh)
    page = client.get(reverse("imports:detail", args=[row.pk])).content.decode()
    assert "NguyÔn ThÞ Lan" in page
    assert "Nguyễn Thị Lan" in page

    send(client, reverse("imports:font", args=[row.pk]), convert="yes")
    jobs.run_all_due()
    row.refresh_from_db()
    assert (row.state, row.preview["counts"]) == (ImportState.PREVIEWED, {"new": 1})
    send(client, reverse("imports:refuse", args=[row.pk]))
    row.refresh_from_db()
    assert row.state == ImportState.REFUSED


@pytest.mark.parametrize("count", [1, 3, 25])
def test_the_list_of_files_costs_the_same_for_any_number(
    org: Org, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    row = sent("households", org.na_ri, households(("Bản Pò", "Hoàng Văn An")), org.minh)
    for _more in range(count - 1):
        row.pk = None
        row.save()
    client = client_of(org.minh)
    client.get(reverse("imports:list"))
    with django_assert_num_queries(9):
        client.get(reverse("imports:list"))
