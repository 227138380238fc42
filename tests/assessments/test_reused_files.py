"""The same photo twice: Minh is told where else it stands, and nothing of other communes."""

from __future__ import annotations

import io

import pikepdf
import pytest
from django.test import Client
from PIL import Image, ImageDraw
from pytest_django import DjangoAssertNumQueries

from assessments.models import Assessment, Evidence
from assessments.selectors.reused import reused_files
from assessments.services import entry
from documents.services import keep
from documents.uploads import check_upload
from tests.builders.assessments import NaRi, begun, in_review, na_ri
from tests.org import Org


@pytest.fixture
def na(org: Org) -> NaRi:
    return na_ri(org)


def picture(seed: int, *, width: int = 800, quality: int = 90, kind: str = "JPEG") -> bytes:
    """A drawn meeting: other boxes for every seed."""
    drawn = Image.new("RGB", (800, 600), (200, 210, 220))
    pen = ImageDraw.Draw(drawn)
    for step in range(14):
        left, top = (step * 131 + seed * 257) % 800, (step * 83 + seed * 149) % 600
        shade = (step * 47 + seed * 89) % 220
        pen.rectangle((left, top, left + 150, top + 110), fill=(shade, 230 - shade, shade // 2))
    out = io.BytesIO()
    drawn.resize((width, width * 3 // 4)).save(out, kind, quality=quality)
    return out.getvalue()


def pdf() -> bytes:
    """Minutes of a meeting."""
    made, out = pikepdf.new(), io.BytesIO()
    made.add_blank_page()
    made.save(out, deterministic_id=True)
    return out.getvalue()


def attach(na: NaRi, record: Assessment, content: bytes, name: str = "anh.jpg") -> Evidence:
    """The head of the village attaches a file to its first criterion."""
    head = na.org.pao if record.unit == na.org.ban_po else na.org.sam
    upload = check_upload(name, content)
    return entry.add_evidence(
        record, na.criterion("NR-1.4-a"), keep(upload), name=upload.name, actor=head
    )


def told(na: NaRi, record: Assessment) -> list[tuple[str, list[str]]]:
    found = reused_files(record, na.org.minh)
    return [(one.name, [other.unit for other in one.others]) for one in found]


def test_a_photo_of_another_village_is_found_though_it_was_made_smaller(na: NaRi) -> None:
    theirs = begun(na, na.org.na_lac, na.org.sam)
    attach(na, theirs, picture(1), "hop-thon.jpg")
    attach(na, theirs, picture(2), "lop-hoc.jpg")
    ours = begun(na, na.org.ban_po, na.org.pao)
    attach(na, ours, picture(1, width=400, quality=40), "zalo.jpg")
    attach(na, ours, picture(3), "cua-rieng.jpg")

    assert told(na, ours) == [("zalo.jpg", ["Thôn Nà Lạc"])]
    assert told(na, theirs) == [("hop-thon.jpg", ["Thôn Bản Pò"])]


def test_the_same_file_that_is_no_picture_is_found_byte_for_byte(na: NaRi) -> None:
    theirs = begun(na, na.org.na_lac, na.org.sam)
    attach(na, theirs, pdf(), "bien-ban.pdf")
    ours = begun(na, na.org.ban_po, na.org.pao)
    attach(na, ours, pdf(), "bien-ban-thon.pdf")

    assert told(na, ours) == [("bien-ban-thon.pdf", ["Thôn Nà Lạc"])]


def test_a_photo_for_two_criteria_of_one_form_is_told_as_its_own(na: NaRi) -> None:
    ours = begun(na, na.org.ban_po, na.org.pao)
    attach(na, ours, picture(1), "mot.jpg")
    attach(na, ours, picture(1, kind="PNG"), "hai.png")

    found = reused_files(ours, na.org.minh)

    assert [(one.name, one.others[0].is_same_record) for one in found] == [
        ("mot.jpg", True),
        ("hai.png", True),
    ]


def test_removed_files_and_blank_sheets_are_not_told(na: NaRi) -> None:
    theirs = begun(na, na.org.na_lac, na.org.sam)
    removed = attach(na, theirs, picture(1))
    out = io.BytesIO()
    Image.new("RGB", (500, 500), "white").save(out, "PNG")
    attach(na, theirs, out.getvalue(), "to-trang.png")
    ours = begun(na, na.org.ban_po, na.org.pao)
    attach(na, ours, picture(1))
    blank = io.BytesIO()
    Image.new("RGB", (300, 500), "white").save(blank, "PNG")
    attach(na, ours, blank.getvalue(), "trang.png")
    entry.remove_evidence(removed, actor=na.org.sam)

    assert told(na, ours) == []


def test_the_reviewer_reads_where_it_stands_and_goes_there(na: NaRi, client: Client) -> None:
    theirs = begun(na, na.org.na_lac, na.org.sam)
    attach(na, theirs, picture(1))
    attach(na, begun(na, na.org.ban_po, na.org.pao), picture(1, width=300))
    ours = in_review(na, na.org.ban_po, na.org.pao, na.org.minh)
    client.force_login(na.org.minh)

    page = client.get(f"/assessments/{ours.pk}/review/").content.decode()

    assert "Minh chứng đã dùng ở nơi khác" in page
    assert f'href="/assessments/{theirs.pk}/">Thôn Nà Lạc, năm 2026</a>' in page


@pytest.mark.parametrize("number", [1, 3, 12])
def test_two_questions_whatever_the_number_of_photos(
    na: NaRi, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    theirs = begun(na, na.org.na_lac, na.org.sam)
    ours = begun(na, na.org.ban_po, na.org.pao)
    for seed in range(number):
        attach(na, theirs, picture(seed))
        attach(na, ours, picture(seed, width=500))

    # (who asks: business day, roles); the record's files, those around
    with django_assert_num_queries(2 + 2):
        assert len(reused_files(ours, na.org.minh)) == number
