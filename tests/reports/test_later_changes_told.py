"""The report tells what was changed after the closing from the very events that its page shows."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from assessments.selectors.after_closing import changes_after, explained_changes, first_closing
from assessments.services import closing, review, steps
from campaigns.models import CampaignYear, TargetMeasure
from campaigns.services.targets import set_yearly_targets
from campaigns.services.years import reopen_year
from documents.paper import Paragraph
from recognitions import services as titles
from recognitions.services import Decision
from reports.papers.render import paper_of
from tests.builders import recognitions as register
from tests.builders import units
from tests.builders.reports import PlanYear, approve, hand_in
from tests.reports.figures import snapshot

DECISION = Decision(
    number="45/QĐ-UBND", decided_on=dt.date(2026, 11, 18), decided_by="Chủ tịch UBND xã Na Rì"
)


def told(na: PlanYear) -> list[tuple[str, str, str, int]]:
    """What the report remarks of later changes."""
    rows = snapshot(na)["remarks"]["after_closing"]
    return [(one["unit"], one["what"], one["reason"], one["times"]) for one in rows]


def closed(na: PlanYear) -> None:
    closing.close_year(na.year, actor=na.org.lan)
    na.year.refresh_from_db()


def printed(na: PlanYear) -> str:
    blocks = paper_of(snapshot(na), "commune_report").blocks
    said = [one for one in blocks if isinstance(one, Paragraph)]
    return "\n".join("".join(run.text for run in one.runs) for one in said)


def test_every_reason_typed_after_the_closing_stands_in_the_report(na: PlanYear) -> None:
    """Also of a row that was opened while the year itself was open again."""
    org = na.org
    done = approve(hand_in(na, org.ban_po, org.pao), org.minh)
    assert told(na) == []
    closed(na)
    families = [units.household(org.ban_po, f"Hoàng Văn {name}") for name in ("An", "Bình")]
    titles.grant(
        register.title("FAMILY"), families, 2026, DECISION, actor=org.minh, reason="Sót danh sách."
    )
    measure = TargetMeasure.objects.filter(target__campaign=na.campaign).first()
    if measure is not None:
        set_yearly_targets(
            na.campaign, 2026, {measure.pk: Decimal(1)}, actor=org.lan, reason="Huyện giao lại."
        )
    reopen_year(na.year, actor=org.lan, note="Một thôn chưa nộp.")
    na.year.refresh_from_db()
    row = steps.fetch(done.pk)
    row = closing.reopen(row, reason="Nhập nhầm số hộ.", actor=org.lan, version=row.version)

    found = told(na)
    assert found[0] == (
        "Gia đình học tập 2026: 2 đối tượng", "Ghi quyết định công nhận danh hiệu",
        "Sót danh sách.", 1,
    )  # fmt: skip
    assert found[-2:] == [
        ("Xã Na Rì", "Mở lại năm", "Một thôn chưa nộp.", 1),
        ("Thôn Bản Pò", "Mở lại phiếu", "Nhập nhầm số hộ.", 1),
    ]
    words = printed(na)
    assert "Thôn Bản Pò: mở lại phiếu sau khi đã khóa năm, lý do: Nhập nhầm số hộ." in words
    assert (
        "Gia đình học tập 2026: 2 đối tượng: ghi quyết định công nhận danh hiệu "
        "sau khi đã khóa năm, lý do: Sót danh sách." in words
    )


def test_the_report_and_the_page_tell_of_the_same_events(na: PlanYear, client: Client) -> None:
    org = na.org
    closed(na)
    title = register.title("COMMUNITY_VILLAGE")
    for village in (org.ban_po, org.na_lac):
        titles.grant(title, [village], 2026, DECISION, actor=org.minh, reason="Sót danh sách.")
    row = title.recognitions.get(holder=org.ban_po)
    titles.revoke(row, reason="Ghi nhầm.", actor=org.lan)

    start = first_closing(na.year)
    assert start is not None
    page = changes_after(start, na.year, org.lan).exclude(reason="").count()
    client.force_login(org.lan)
    text = client.get(f"/assessments/{na.campaign.slug}/2026/after-closing/").content.decode()

    assert sum(times for _unit, _what, _why, times in told(na)) == page == 3
    assert all(why in text for _unit, _what, why, _times in told(na))


def test_steps_of_a_form_that_was_opened_again_are_told_by_its_reason_alone(na: PlanYear) -> None:
    org = na.org
    done = approve(hand_in(na, org.ban_po, org.pao), org.minh)
    closed(na)
    row = steps.fetch(done.pk)
    row = closing.reopen(row, reason="Nhập nhầm.", actor=org.lan, version=row.version)
    approve_again(na, row.pk)

    assert told(na) == [("Thôn Bản Pò", "Mở lại phiếu", "Nhập nhầm.", 1)]


def approve_again(na: PlanYear, pk: int) -> None:
    """Hoa decides, and a second look is taken with words of its own."""
    row = steps.fetch(pk)
    review.approve(row, actor=na.org.hoa, version=row.version)
    row = steps.fetch(pk)
    review.review_again(row, reason="Xem lại số hộ.", actor=na.org.hoa, version=row.version)


def test_many_changes_are_counted_beyond_the_first(na: PlanYear) -> None:
    org = na.org
    closed(na)
    title = register.title("FAMILY")
    for number in range(18):
        home = units.household(org.ban_po, f"Hoàng Văn {number}")
        titles.grant(title, [home], 2026, DECISION, actor=org.minh, reason="Sót danh sách.")

    assert len(told(na)) == 18
    words = printed(na)
    assert words.count("sau khi đã khóa năm, lý do: Sót danh sách.") == 15
    assert "Còn 3 thay đổi khác sau khi đã khóa năm" in words


@pytest.mark.parametrize("count", [1, 3, 50])
def test_the_reasons_cost_two_queries(
    na: PlanYear, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    org = na.org
    closed(na)
    title = register.title("FAMILY")
    for number in range(count):
        home = units.household(org.ban_po, f"Hoàng Văn {number}")
        titles.grant(title, [home], 2026, DECISION, actor=org.minh, reason="Sót danh sách.")
    year = CampaignYear.objects.select_related("campaign__launched_by").get(pk=na.year.pk)

    with django_assert_num_queries(2):
        assert len(explained_changes(year)) == count
