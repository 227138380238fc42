"""What looks odd when a form is handed in, what changed since it came back, and who is told."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments import figures
from assessments.enums import FlagKind, Status
from assessments.models import Assessment, Flag, IndicatorValue, ReviewSetting
from assessments.selectors.differences import differences
from assessments.selectors.flagged import flag_lines
from assessments.selectors.oddities import is_jump
from assessments.services import entry, review, steps, submission
from assessments.services.submission import Submission, UnexplainedError
from campaigns.models import CampaignYear
from tests.assessments.test_reused_files import attach, picture
from tests.builders.assessments import NaRi, answered, begun, in_review, submitted
from units.models import Unit

LONG = "Thôn đã họp, vận động từng hộ đăng ký và mở hai lớp học chữ buổi tối."


def kinds(record: Assessment) -> list[str]:
    return sorted(Flag.objects.filter(assessment=record).values_list("kind", flat=True))


def last_year(na: NaRi, **numbers: int) -> None:
    """Bản Pò's final record of 2025 with these figures."""
    before, _new = CampaignYear.objects.get_or_create(
        campaign=na.campaign, year=2025, defaults={"state": "closed"}
    )
    record = Assessment.objects.create(
        campaign_year=before, unit=na.org.ban_po, group=na.villages, status=Status.FINAL
    )
    for code, number in numbers.items():
        IndicatorValue.objects.create(
            assessment=record, indicator=na.line(code), state="value", number=number
        )


@pytest.mark.parametrize(
    ("before", "now", "is_odd"),
    [
        (100, 150, False),
        (100, 151, True),
        (100, 50, False),
        (100, 49, True),
        (0, 9, False),
        (0, 10, True),
        (4, 13, False),
        (4, 14, True),
        (60, 60, False),
    ],
)
def test_a_jump_passes_both_limits(before: int, now: int, is_odd: bool) -> None:
    setting = ReviewSetting(jump_percent=Decimal(50), jump_minimum=Decimal(10))

    assert is_jump(Decimal(before), Decimal(now), setting) is is_odd


def test_with_no_limit_nothing_jumps() -> None:
    assert not is_jump(Decimal(1), Decimal(1000), ReviewSetting(jump_percent=Decimal(0)))


def test_a_jump_asks_the_head_for_words_and_shows_them_to_the_reviewer(na: NaRi) -> None:
    """60 households registered after 30 the year before."""
    org = na.org
    last_year(na, families_registered=30, households=95)
    record = answered(begun(na, org.ban_po, org.pao), org.pao)

    with pytest.raises(UnexplainedError) as refused:
        submission.submit(record, actor=org.pao, version=record.version)
    silent = steps.fetch(record.pk)
    given = Submission(jump_reasons={"families_registered": "Thôn mới sáp nhập."})
    record = submission.submit(silent, actor=org.pao, version=silent.version, submission=given)

    (line,) = flag_lines(record, org.minh)
    assert "Số hộ đăng ký (30 hộ → 60 hộ)" in str(refused.value)
    assert silent.status == Status.DRAFT
    assert (line.kind, line.detail, line.reason) == (
        FlagKind.JUMP,
        "30 hộ → 60 hộ",
        "Thôn mới sáp nhập.",
    )


def test_the_page_of_handing_in_asks_and_takes_the_words(na: NaRi, client: Client) -> None:
    org = na.org
    last_year(na, families_registered=30)
    record = answered(begun(na, org.ban_po, org.pao), org.pao)
    client.force_login(org.pao)
    url = reverse("assessments:submit", args=[na.participation(org.ban_po).pk])

    page = client.get(url).content.decode()
    data = {"version": record.version, "idempotency_key": "a" * 32}
    refused = client.post(url, data)
    data |= {"idempotency_key": "b" * 32, "jump-families_registered": "Đã rà soát lại."}
    taken = client.post(url, data)

    assert "1 số liệu khác xa năm trước" in page
    assert "30 hộ → 60 hộ" in page
    assert (refused.status_code, taken.status_code) == (422, 302)
    assert steps.fetch(record.pk).status == Status.SUBMITTED


def test_words_about_a_jump_go_with_the_jump(na: NaRi) -> None:
    org = na.org
    last_year(na, families_registered=30)
    record = answered(begun(na, org.ban_po, org.pao), org.pao)
    given = Submission(jump_reasons={"families_registered": "Nhầm."})
    record = submission.submit(record, actor=org.pao, version=record.version, submission=given)
    record = submission.withdraw(record, actor=org.pao, version=record.version)
    line = na.line("families_registered")
    entry.save_figure(record, line, figures.read(line, "", "31"), reason="", actor=org.pao)

    record = submission.submit(
        steps.fetch(record.pk), actor=org.pao, version=steps.fetch(record.pk).version
    )

    assert kinds(record) == []
    assert IndicatorValue.objects.get(assessment=record, indicator=line).jump_reason == ""


def noted(na: NaRi, unit: Unit, text: str, value: str = "partly") -> Assessment:
    """A complete form whose first criterion bears these words, handed in by the head."""
    head = na.org.pao if unit == na.org.ban_po else na.org.sam
    record = answered(begun(na, unit, head), head)
    entry.save_answer(record, na.criterion("NR-1.4-a"), value=value, note=text, actor=head)
    record = steps.fetch(record.pk)
    return submission.submit(record, actor=head, version=record.version)


@pytest.mark.parametrize(
    ("second", "found"),
    [
        (LONG, ["same_text"]),
        (f"  {LONG.upper()} ", ["same_text"]),
        (LONG.replace("hai", "ba"), []),
        ("Có đủ.", []),
    ],
)
def test_the_same_words_in_two_villages_are_flagged_in_both(
    na: NaRi, second: str, found: list[str]
) -> None:
    one = noted(na, na.org.ban_po, LONG)
    two = noted(na, na.org.na_lac, second)

    assert (kinds(one), kinds(two)) == (found, found)


def test_a_form_taken_back_takes_its_flags_along(na: NaRi) -> None:
    one, two = noted(na, na.org.ban_po, LONG), noted(na, na.org.na_lac, LONG)

    submission.withdraw(two, actor=na.org.sam, version=two.version)

    assert (kinds(one), kinds(two)) == ([], [])


def test_the_same_picture_in_two_villages_is_flagged_in_both_though_it_was_shrunk(
    na: NaRi,
) -> None:
    org = na.org
    for unit, head, width in ((org.ban_po, org.pao, 800), (org.na_lac, org.sam, 400)):
        record = answered(begun(na, unit, head), head)
        attach(na, record, picture(1, width=width, quality=60))
        submission.submit(record, actor=head, version=record.version)

    one, two = Assessment.objects.order_by("pk")
    (line,) = flag_lines(two, org.minh)
    assert (kinds(one), kinds(two)) == (["same_file"], ["same_file"])
    assert [other.name for other in line.others] == ["Thôn Bản Pò"]


def test_a_head_reads_nothing_of_the_other_village(na: NaRi, client: Client) -> None:
    one = noted(na, na.org.ban_po, LONG)
    noted(na, na.org.na_lac, LONG)

    client.force_login(na.org.pao)
    page = client.get(reverse("assessments:record", args=[one.pk])).content.decode()

    assert flag_lines(one, na.org.pao) == []
    assert "Nà Lạc" not in page


@pytest.mark.parametrize(
    ("limit", "registered", "found"),
    [(4, "98", ["all_met"]), (4, "60", []), (5, "98", []), (0, "98", [])],
)
def test_everything_met_and_every_share_whole_is_flagged(
    na: NaRi, limit: int, registered: str, found: list[str]
) -> None:
    """Three criteria and one share; 98 households."""
    org = na.org
    ReviewSetting.objects.create(campaign=na.campaign, all_met_from=limit)
    record = answered(begun(na, org.ban_po, org.pao), org.pao)
    line = na.line("families_registered")
    entry.save_figure(record, line, figures.read(line, "", registered), reason="", actor=org.pao)
    record = steps.fetch(record.pk)

    record = submission.submit(record, actor=org.pao, version=record.version)

    assert kinds(record) == found


# ---------------------------------------------------------------- what changed since it came back


def come_back(na: NaRi) -> Assessment:
    """Minh returns one criterion and one figure; Páo mends the criterion alone."""
    org = na.org
    record = in_review(na, org.ban_po, org.pao, org.minh)
    reasons = {"NR-1.4-b": "Ghi rõ buổi nào.", "families_registered": "Đếm lại."}
    record = review.return_items(record, reasons=reasons, actor=org.minh, version=record.version)
    criterion = na.criterion("NR-1.4-b")
    entry.save_answer(
        record, criterion, value="partly", note="Hai buổi trong tháng 10.", actor=org.pao
    )
    record = steps.fetch(record.pk)
    return submission.submit(record, actor=org.pao, version=record.version)


def test_the_difference_lists_exactly_what_was_returned(na: NaRi) -> None:
    record = come_back(na)

    found = differences(record)

    assert found is not None
    assert [(one.reason, one.is_changed) for one in found.items] == [
        ("Ghi rõ buổi nào.", True),
        ("Đếm lại.", False),
    ]
    first = found.items[0]
    assert first.before.mark is not None
    assert first.now.mark is not None
    assert (first.before.mark.word, first.now.mark.word) == ("đạt", "đạt một phần")
    assert (first.before.text, first.now.text) == ("", "Hai buổi trong tháng 10.")


def test_the_reviewer_sees_it_first_on_the_page(na: NaRi, client: Client) -> None:
    record = come_back(na)
    client.force_login(na.org.minh)

    page = client.get(reverse("assessments:review", args=[record.pk])).content.decode()

    words = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert "Đã sửa 1/2 mục trả lại ngày 20/11/2026" in words
    assert "Đã yêu cầu: Đếm lại." in words
    assert "không thay đổi" in words


def test_before_the_first_return_there_is_no_difference(na: NaRi) -> None:
    assert differences(submitted(na, na.org.ban_po, na.org.pao)) is None


def test_a_phrase_and_typed_words_go_together(na: NaRi, client: Client) -> None:
    org = na.org
    record = in_review(na, org.ban_po, org.pao, org.minh)
    client.force_login(org.minh)
    typed: dict[str, Any] = {
        "version": record.version,
        "idempotency_key": "c" * 32,
        "item": ["NR-1.4-a", "NR-1.4-b"],
        "phrase-NR-1.4-a": "Thiếu minh chứng.",
        "item-NR-1.4-a": "Cần ảnh buổi họp.",
        "phrase-NR-1.4-b": "Ảnh mờ.",
    }

    client.post(reverse("assessments:act", args=[record.pk, "return"]), typed)

    reasons = record.answers.exclude(return_reason="").order_by("criterion__code")
    assert [row.return_reason for row in reasons] == [
        "Thiếu minh chứng. Cần ảnh buổi họp.",
        "Ảnh mờ.",
    ]
