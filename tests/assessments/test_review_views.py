"""The review page: three columns, one decision saved at a time, or all without scripts."""

from __future__ import annotations

import re
import uuid
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import User
from assessments.enums import Status
from assessments.models import Answer, Assessment, IndicatorValue
from assessments.services import steps
from campaigns.models import CampaignYear, Participation
from campaigns.services import years
from tests.builders.assessments import (
    NaRi,
    answered,
    in_review,
    in_state,
    submitted,
)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def once() -> dict[str, str]:
    return {"idempotency_key": uuid.uuid4().hex}


def url(name: str, *args: object) -> str:
    return reverse(f"assessments:{name}", args=args)


@pytest.fixture
def record(na: NaRi) -> Assessment:
    """Bản Pò's form by Páo under Minh's review."""
    return in_review(na, na.org.ban_po, na.org.pao, na.org.minh)


@pytest.mark.parametrize(
    ("name", "status"),
    [
        *((name, 200) for name in ("minh", "hoa", "lan")),
        *((name, 403) for name in ("pao", "mai", "nga", "hanh", "tuyet", "thuy", "khong")),
        ("chi", 404),
    ],
)
def test_who_opens_the_review_of_ban_po(
    na: NaRi, record: Assessment, name: str, status: int
) -> None:
    assert signed_in(getattr(na.org, name)).get(url("review", record.pk)).status_code == status


def test_before_the_review_begins_there_is_one_button_and_no_input(na: NaRi) -> None:
    record = submitted(na, na.org.ban_po, na.org.pao)

    page = signed_in(na.org.minh).get(url("review", record.pk)).content.decode()

    assert "Bắt đầu thẩm định" in page
    assert 'type="radio"' not in page


def test_the_reviewer_who_entered_it_sees_why_somebody_else_must(na: NaRi) -> None:
    record = submitted(na, na.org.ban_po, na.org.pao)
    record.authors.create(user=na.org.minh)

    page = signed_in(na.org.minh).get(url("review", record.pk)).content.decode()

    assert "nên người khác thẩm định" in page
    assert 'value="Bắt đầu' not in page


def decide(na: NaRi, record: Assessment, user: User, code: str, **typed: object) -> tuple[int, str]:
    criterion = na.criterion(code)
    data = {f"c{criterion.pk}-{name}": value for name, value in typed.items()}
    data.setdefault(f"c{criterion.pk}-version", 1)
    answer = signed_in(user).post(url("decide_criterion", record.pk, criterion.pk), data)
    return answer.status_code, answer.content.decode()


def test_a_decision_is_saved_beside_the_criterion(na: NaRi, record: Assessment) -> None:
    status, body = decide(na, record, na.org.minh, "NR-1.4-a", value="met")

    assert status == 200
    assert "Đã lưu trên máy chủ" in body
    assert Answer.objects.get(criterion__code="NR-1.4-a").reviewed_value == "met"


def test_a_different_decision_without_a_reason_asks_for_it(na: NaRi, record: Assessment) -> None:
    status, body = decide(na, record, na.org.minh, "NR-1.4-a", value="not_met")

    assert status == 422
    assert "Kết quả khác với tự đánh giá của đơn vị. Hãy ghi lý do." in body
    assert Answer.objects.get(criterion__code="NR-1.4-a").reviewed_value == ""


def test_the_slower_of_two_reviewers_sees_the_others_decision(na: NaRi, record: Assessment) -> None:
    decide(na, record, na.org.minh, "NR-1.4-a", value="partly", reason="Thiếu.")

    status, body = decide(na, record, na.org.hoa, "NR-1.4-a", value="not_met", reason="Không.")

    assert status == 409
    assert "Người khác vừa thẩm định mục này là “Đạt một phần”" in body
    assert re.search(r'value="partly" checked', body)
    assert ">Thiếu.</textarea>" in body


def test_the_record_on_the_page_grows_as_its_lines_do(na: NaRi, record: Assessment) -> None:
    """The page adds what its lines' versions grew: each change of a line counts once for both."""
    reply = decide(na, record, na.org.minh, "NR-1.4-a", value="partly", reason="Thiếu.")[1]
    decide(na, record, na.org.minh, "NR-1.4-a", value="partly", reason="Thiếu.")  # reply was lost
    decide(na, record, na.org.minh, "NR-1.4-a", value="not_met")  # refused
    correct(na, record, "households", value="97", reason="Một hộ đã chuyển đi.")

    criterion = na.criterion("NR-1.4-a")
    assert f'name="c{criterion.pk}-version" value="2"' in reply
    assert steps.fetch(record.pk).version == record.version + 2


@pytest.mark.parametrize("act", ["approve", "return"])
def test_minh_cannot_act_on_a_page_from_before_hoas_decision(
    na: NaRi, record: Assessment, act: str
) -> None:
    decide(na, record, na.org.hoa, "NR-1.4-a", value="not_met", reason="Không có ảnh.")

    answer = signed_in(na.org.minh).post(
        url("act", record.pk, act),
        {**once(), "version": record.version, "item": "NR-1.4-b", "item-NR-1.4-b": "Bổ sung."},
        follow=True,
    )

    assert "Hồ sơ này vừa được người khác thay đổi" in answer.content.decode()
    assert steps.fetch(record.pk).status == Status.IN_REVIEW


@pytest.mark.parametrize(
    ("name", "code", "status"),
    [("pao", "NR-1.4-a", 403), ("tuyet", "NR-1.4-a", 403), ("chi", "NR-1.4-a", 404),
     ("minh", "NR-1.3-a", 404)],
)  # fmt: skip
def test_who_may_not_decide_and_what(
    na: NaRi, record: Assessment, name: str, code: str, status: int
) -> None:
    assert decide(na, record, getattr(na.org, name), code, value="met")[0] == status


def correct(na: NaRi, record: Assessment, code: str, **typed: object) -> tuple[int, str]:
    line = na.line(code)
    data = {f"f{line.pk}-{name}": value for name, value in typed.items()}
    data.setdefault(f"f{line.pk}-version", 1)
    answer = signed_in(na.org.minh).post(url("correct_figure", record.pk, line.pk), data)
    return answer.status_code, answer.content.decode()


def test_a_figure_is_corrected_with_a_reason_and_put_back(na: NaRi, record: Assessment) -> None:
    refused = correct(na, record, "households", value="97")
    saved = correct(na, record, "households", value="97", reason="Một hộ đã chuyển đi.")
    shown = IndicatorValue.objects.get(indicator__code="households").reviewed_number
    back = correct(na, record, "households", value="", reason="", version=2)

    assert refused[0] == 422
    assert "Hãy ghi lý do sửa số liệu." in refused[1]
    assert (saved[0], shown) == (200, Decimal(97))
    assert back[0] == 200
    assert IndicatorValue.objects.get(indicator__code="households").reviewed_number is None


def test_what_minh_wrote_beside_his_decision_is_not_typed_again_to_return_it(
    na: NaRi, record: Assessment
) -> None:
    decide(na, record, na.org.minh, "NR-1.4-a", value="not_met", reason="Ảnh từ năm trước.")
    correct(na, record, "households", value="97", reason="Một hộ đã chuyển đi.")

    client = signed_in(na.org.minh)
    page = client.get(url("act", record.pk, "return") + "?item=NR-1.4-a").content.decode()
    emptied = client.post(
        url("act", record.pk, "return"), {**once(), "item": "NR-1.4-a", "item-NR-1.4-a": ""}
    )

    assert "Ảnh từ năm trước.</textarea>" in page
    assert "Một hộ đã chuyển đi.</textarea>" in page
    assert emptied.status_code == 422
    assert "Ảnh từ năm trước.</textarea>" not in emptied.content.decode()


@pytest.mark.parametrize("code", ["proposals", "meeting_on", "classes", "registered_rate"])
def test_texts_days_and_rates_are_returned_not_corrected(
    na: NaRi, record: Assessment, code: str
) -> None:
    assert correct(na, record, code, value="1", reason="x")[0] == 404


def test_all_decisions_are_saved_at_once_without_scripts(na: NaRi, record: Assessment) -> None:
    first, second = na.criterion("NR-1.4-a"), na.criterion("NR-1.4-b")
    line = na.line("households")

    answer = signed_in(na.org.minh).post(
        url("review", record.pk),
        {
            **once(),
            f"c{first.pk}-value": "met",
            f"c{first.pk}-reason": "",
            f"c{first.pk}-version": "1",
            f"c{second.pk}-value": "not_met",
            f"c{second.pk}-reason": "",
            f"c{second.pk}-version": "1",
            f"f{line.pk}-value": "chín",
            f"f{line.pk}-reason": "Nhầm.",
            f"f{line.pk}-version": "1",
        },
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Còn 2 dòng chưa lưu được" in page
    assert re.search(rf'name="c{second.pk}-value" value="not_met" checked', page)
    assert f'name="f{line.pk}-value" value="chín"' in page
    values = Answer.objects.exclude(reviewed_value="").values_list("criterion__code", flat=True)
    assert list(values) == ["NR-1.4-a"]


def test_nobody_saves_a_review_that_is_over(na: NaRi) -> None:
    record = in_state(na, Status.REVIEWED)

    assert decide(na, record, na.org.minh, "NR-1.4-a", value="met", version=2)[0] == 409
    assert steps.fetch(record.pk).status == Status.REVIEWED


def year_before(na: NaRi) -> CampaignYear:
    na.campaign.first_year = 2025
    na.campaign.save()
    before = years.plan_year(na.campaign, 2025)
    before.state = "open"
    before.save()
    Participation.objects.create(campaign_year=before, group=na.villages, unit=na.org.ban_po)
    return before


def test_last_year_stands_beside_this_year(na: NaRi, record: Assessment) -> None:
    before = year_before(na)
    org = na.org
    old = Assessment.objects.create(campaign_year=before, unit=org.ban_po, group=na.villages)
    answered(steps.fetch(old.pk), org.pao, value="not_met")
    line = na.line("households")
    IndicatorValue.objects.filter(assessment=old, indicator=line).update(
        reviewed_number=91, reviewed_reason="Sổ hộ."
    )
    criterion = na.criterion("NR-1.4-a")

    page = signed_in(org.minh).get(url("review", record.pk)).content.decode()

    block = page[page.index(f'id="c{criterion.pk}"') :]
    words = " ".join(re.sub(r"<[^>]+>", " ", block[: block.index("</article>")]).split())
    assert "Năm trước chưa đạt Tự đánh giá đạt" in words
    block = page[page.index(f'id="f{line.pk}"') :]
    assert "Năm trước" in page[: page.index(f'id="f{line.pk}"')]
    words = " ".join(re.sub(r"<[^>]+>", " ", block[: block.index("</tr>")]).split())
    assert "91 hộ 98 hộ" in words


def test_without_a_year_before_there_is_no_column_for_it(na: NaRi, record: Assessment) -> None:
    page = signed_in(na.org.minh).get(url("review", record.pk)).content.decode()

    assert "Năm trước" not in page


def test_a_title_is_read_from_the_register(na: NaRi, record: Assessment) -> None:
    criterion = na.criterion("NR-1.4-d")

    page = signed_in(na.org.minh).get(url("review", record.pk)).content.decode()

    assert "Lấy từ sổ danh hiệu." in page
    assert f'name="c{criterion.pk}-value"' not in page


def test_the_review_asks_a_known_number_of_questions(
    na: NaRi,
    record: Assessment,
    settings: Settings,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    settings.FRAME_PROVIDERS = []
    client = signed_in(na.org.minh)
    client.get(url("review", record.pk))

    # User, business day, roles. In sight, the record, its authors; criteria with titles,
    # figures asked, rules, answers, figures given; titles held and considered; evidence; last
    # year; history; its files, of which none stands elsewhere; flags, what changed, an objection;
    # on whom it waits (latest step, people, stand-ins, office); the next one, and for whom one
    # stands in.
    with django_assert_num_queries(3 + 24):
        client.get(url("review", record.pk))
