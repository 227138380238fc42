"""Somebody has the official table: a draft is copied, filled in, published as the next version."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from core.audit import SYSTEM
from core.errors import DomainError, StaleError
from core.models import AuditEvent
from criteria.enums import Completeness, CriterionKind, ScoringMode, SetKind, SetStatus
from criteria.models import CriteriaSet, PassRule
from criteria.services.drafts import copy_as_draft, publish_draft
from tests.builders import campaigns as plans
from tests.builders import recognitions as register
from tests.org import Org
from tests.trail import changes

LIST = "/quan-tri/criteria/criteriaset/"


@pytest.fixture
def partial(db: None) -> CriteriaSet:
    """A heading with two lines, one of them of unknown worth."""
    made = plans.criteria_set(
        "qd-324",
        kind=SetKind.OFFICIAL,
        name="Công dân học tập",
        scoring_mode=ScoringMode.POINTS,
        completeness=Completeness.PARTIAL,
        content_hash="h" * 64,
    )
    top = plans.criterion(made, "324-1", "Năng lực tự học", kind=CriterionKind.HEADING)
    line = plans.criterion(
        made, "324-1.1", "Đọc sách báo", kind=CriterionKind.SCORED, parent=top, max_points=10
    )
    line.titles.add(register.title("CITIZEN"))
    plans.criterion(made, "324-1.2", "Lập kế hoạch", kind=CriterionKind.SCORED, parent=top)
    return made


def lines(owner: CriteriaSet) -> list[tuple[str, str | None, Decimal | None]]:
    rows = owner.criteria.select_related("parent")
    return [(row.code, row.parent.code if row.parent else None, row.max_points) for row in rows]


def test_draft_holds_the_same_lines_and_leaves_the_original_alone(partial: CriteriaSet) -> None:
    before = lines(partial)

    draft = copy_as_draft(partial, actor=SYSTEM)

    assert (draft.version, draft.status) == (2, SetStatus.DRAFT)
    assert lines(draft) == before == lines(partial)
    assert [t.code for t in draft.criteria.get(code="324-1.1").titles.all()] == ["CITIZEN"]
    parents = draft.criteria.exclude(parent=None).values_list("parent__criteria_set", flat=True)
    assert set(parents) == {draft.pk}
    partial.refresh_from_db()
    assert partial.status == SetStatus.PUBLISHED


def test_one_draft_at_a_time(partial: CriteriaSet) -> None:
    copy_as_draft(partial, actor=SYSTEM)

    with pytest.raises(DomainError, match="đã có một bản thảo"):
        copy_as_draft(partial, actor=SYSTEM)

    assert CriteriaSet.objects.count() == 2


def test_published_draft_retires_the_version_before(partial: CriteriaSet) -> None:
    draft = copy_as_draft(partial, actor=SYSTEM)

    publish_draft(draft, actor=SYSTEM)

    partial.refresh_from_db()
    assert (partial.status, draft.status) == (SetStatus.RETIRED, SetStatus.PUBLISHED)
    assert AuditEvent.objects.filter(action="criteria.set_published").count() == 1
    with pytest.raises(StaleError):
        publish_draft(draft, actor=SYSTEM)


def test_set_that_calls_itself_complete_must_be(partial: CriteriaSet) -> None:
    draft = copy_as_draft(partial, actor=SYSTEM)
    draft.completeness = Completeness.COMPLETE
    draft.save()

    with pytest.raises(DomainError, match=r"chưa có điểm ở dòng: 324-1\.2"):
        publish_draft(draft, actor=SYSTEM)
    draft.criteria.filter(code="324-1.2").update(max_points=10)
    with pytest.raises(DomainError, match="chưa có xếp loại"):
        publish_draft(draft, actor=SYSTEM)
    PassRule.objects.create(criteria_set=draft, position=1, label="Đạt", min_points=16)
    publish_draft(draft, actor=SYSTEM)

    assert draft.status == SetStatus.PUBLISHED


def test_empty_set_has_no_lines_and_others_have(partial: CriteriaSet) -> None:
    draft = copy_as_draft(partial, actor=SYSTEM)
    draft.completeness = Completeness.EMPTY
    draft.save()

    with pytest.raises(DomainError, match="không khớp"):
        publish_draft(draft, actor=SYSTEM)

    partial.refresh_from_db()
    assert partial.status == SetStatus.PUBLISHED


def inline(prefix: str, total: int, initial: int) -> dict[str, Any]:
    return {
        f"{prefix}-TOTAL_FORMS": total,
        f"{prefix}-INITIAL_FORMS": initial,
        f"{prefix}-MIN_NUM_FORMS": 0,
        f"{prefix}-MAX_NUM_FORMS": 1000,
    }


def test_administrator_writes_a_draft_and_publishes_it(
    org: Org, partial: CriteriaSet, client: Client
) -> None:
    client.force_login(org.quan)
    client.post(LIST, {"action": "make_draft", "_selected_action": partial.pk})
    draft = CriteriaSet.objects.get(version=2)
    rows = list(draft.criteria.all())
    fields: dict[str, Any] = {
        "name": "Công dân học tập",
        "source_number": "",
        "scoring_mode": "points",
        "completeness": "partial",
        "is_in_force": "true",
        "source": "Văn bản gốc",
        "note": "",
        **inline("criteria", 4, 3),
        **inline("rules", 0, 0),
    }
    for number, row in enumerate(rows):
        fields |= {
            f"criteria-{number}-id": row.pk,
            f"criteria-{number}-criteria_set": draft.pk,
            f"criteria-{number}-position": row.position,
            f"criteria-{number}-code": row.code,
            f"criteria-{number}-kind": row.kind,
            f"criteria-{number}-text_shown": row.text_shown,
            f"criteria-{number}-max_points": row.max_points or "",
            f"criteria-{number}-points_method": row.points_method,
            f"criteria-{number}-points_effect": row.points_effect,
            f"criteria-{number}-source": "",
        }
    fields |= {
        "criteria-2-max_points": "10",
        "criteria-3-criteria_set": draft.pk,
        "criteria-3-position": "4",
        "criteria-3-code": "324-1.3",
        "criteria-3-kind": "scored",
        "criteria-3-text_shown": "Ngoại ngữ",
        "criteria-3-max_points": "10",
        "criteria-3-points_method": "typed",
        "criteria-3-points_effect": "normal",
        "criteria-3-source": "",
    }

    saved = client.post(f"{LIST}{draft.pk}/change/", fields)
    client.post(LIST, {"action": "publish", "_selected_action": draft.pk})

    assert saved.status_code == 302, saved.content.decode()
    draft.refresh_from_db()
    assert draft.status == SetStatus.PUBLISHED
    assert [(code, points) for code, _parent, points in lines(draft)] == [
        ("324-1", None),
        ("324-1.1", Decimal(10)),
        ("324-1.2", Decimal(10)),
        ("324-1.3", Decimal(10)),
    ]
    assert draft.criteria.get(code="324-1.3").text_source == "Ngoại ngữ"
    [(before, after)] = [one for one in changes("steward.changed") if "added" in one[1]]
    assert before == {"changed": {"324-1.2": {"max_points": None}}, "deleted": {}}
    assert after["changed"] == {"324-1.2": {"max_points": "10"}}
    assert [(code, row["text_source"]) for code, row in after["added"].items()] == [
        ("324-1.3", "Ngoại ngữ")
    ]


def rule(draft: CriteriaSet, **given: object) -> dict[str, Any]:
    """What the page sends for one new row of the rules."""
    row = {
        "criteria_set": draft.pk, "position": 1, "label": "Đạt", "is_pass": "true",
        "min_points": "", "max_points_below": "", "floor_each": "", "ratio": "", "min_ratio": "",
        "title": "", "criterion": "", "criterion_min": "", "needs": "", "area": "",
        "valid_from": "", "valid_to": "", "source": "Phụ lục II",
    }  # fmt: skip
    return {f"rules-0-{name}": value for name, value in (row | given).items()}


def test_administrator_writes_rules_by_area_ratio_and_line(
    org: Org, partial: CriteriaSet, client: Client
) -> None:
    client.force_login(org.quan)
    client.post(LIST, {"action": "make_draft", "_selected_action": partial.pk})
    draft = CriteriaSet.objects.get(version=2)
    line = draft.criteria.get(code="324-1.1")
    path = f"{LIST}{draft.pk}/change/"
    fields: dict[str, Any] = {
        "name": draft.name, "source_number": "", "scoring_mode": "points",
        "completeness": "partial", "is_in_force": "true", "source": "", "note": "",
        **inline("criteria", 0, 0), **inline("rules", 1, 0),
    }  # fmt: skip

    page = client.get(path).content.decode()
    refused = client.post(path, fields | rule(draft, ratio="families_registered"))
    foreign = client.post(path, fields | rule(draft, criterion=partial.criteria.latest("pk").pk))
    saved = client.post(
        path,
        fields
        | rule(
            draft, ratio="families_registered", min_ratio="60", area="difficult",
            unit_types=["village"], criterion=line.pk, criterion_min="5",
            valid_from="01/01/2026",
        ),
    )  # fmt: skip

    for label in ("Khu vực", "Tỷ lệ từ (%)", "Phải có danh hiệu", "Phải đạt trước mức"):
        assert label in page
    assert "Hãy chọn tỷ lệ và ghi mức phần trăm, cả hai." in refused.content.decode()
    assert foreign.status_code == 200  # a line of the old version is none of this set's
    assert saved.status_code == 302, saved.content.decode()
    kept = draft.rules.get()
    assert (kept.ratio, kept.min_ratio) == ("families_registered", Decimal(60))
    assert kept.area == "difficult"
    assert (kept.unit_types, kept.criterion, kept.criterion_min) == (["village"], line, Decimal(5))
    assert kept.valid_from == dt.date(2026, 1, 1)


def beside_title(page: str) -> str:
    """What the page says at the box "Phải có danh hiệu" of the first rule."""
    start = page.index("field-title", page.index('id="rules-0"'))
    return page[start : page.index('name="rules-0-title"', start)]


def test_a_rule_cannot_ask_for_the_title_that_its_own_draft_decides(
    org: Org, partial: CriteriaSet, client: Client
) -> None:
    """Neither for the set's title as it stands, nor for the one chosen in the same saving."""
    own, other = register.title("CITIZEN"), register.title("FAMILY")
    CriteriaSet.objects.filter(pk=partial.pk).update(title=own)
    client.force_login(org.quan)
    client.post(LIST, {"action": "make_draft", "_selected_action": partial.pk})
    draft = CriteriaSet.objects.get(version=2)
    path = f"{LIST}{draft.pk}/change/"
    fields: dict[str, Any] = {
        "name": draft.name, "source_number": "", "scoring_mode": "points", "title": own.pk,
        "completeness": "partial", "is_in_force": "true", "source": "", "note": "",
        **inline("criteria", 0, 0), **inline("rules", 1, 0),
    }  # fmt: skip

    itself = client.post(path, fields | rule(draft, title=own.pk)).content.decode()
    swapped = client.post(path, fields | {"title": other.pk} | rule(draft, title=other.pk))
    assert not draft.rules.exists()
    saved = client.post(path, fields | rule(draft, title=other.pk))

    words = "do chính kết quả này xét nên không thể là điều kiện"
    assert f"Danh hiệu “{own}” {words}" in beside_title(itself)
    assert f"Danh hiệu “{other}” {words}" in beside_title(swapped.content.decode())
    assert saved.status_code == 302, saved.content.decode()
    assert draft.rules.get().title == other


def test_a_draft_whose_rule_asks_for_its_own_title_is_not_published(partial: CriteriaSet) -> None:
    """The title was chosen after the rule was written."""
    draft = copy_as_draft(partial, actor=SYSTEM)
    title = register.title("CITIZEN")
    PassRule.objects.create(criteria_set=draft, position=1, label="Đạt", title=title)
    draft.title = title
    draft.save()

    with pytest.raises(DomainError, match="do chính kết quả này xét") as refused:
        publish_draft(draft, actor=SYSTEM)

    assert refused.value.field == "title"
    draft.refresh_from_db()
    assert draft.status == SetStatus.DRAFT


def test_a_deleted_draft_stays_in_the_trail_with_its_lines(
    org: Org, partial: CriteriaSet, client: Client
) -> None:
    client.force_login(org.quan)
    client.post(LIST, {"action": "make_draft", "_selected_action": partial.pk})
    draft = CriteriaSet.objects.get(version=2)
    held = {row.code: row.pk for row in draft.criteria.all()}

    gone = client.post(f"{LIST}{draft.pk}/delete/", {"post": "yes"})

    assert gone.status_code == 302
    assert not CriteriaSet.objects.filter(pk=draft.pk).exists()
    [(before, _after)] = changes("steward.deleted")
    assert (before["name"], before["version"]) == ("Công dân học tập", 2)
    told = {row["code"]: row for name, row in before["with_it"].items() if "criterion " in name}
    assert {code: row["id"] for code, row in told.items()} == held
    assert told["324-1.1"]["max_points"] == "10.00"


def test_published_set_is_only_read(org: Org, partial: CriteriaSet, client: Client) -> None:
    steward = User.objects.create_superuser("steward", "mat-khau-rat-dai", full_name="Quản Lý")
    path = f"{LIST}{partial.pk}/"
    for person in (org.quan, steward):
        client.force_login(person)
        assert "Đọc sách báo" in client.get(f"{path}change/").content.decode()
        assert client.post(f"{path}change/", {"name": "Tên khác"}).status_code == 403
        assert client.post(f"{path}delete/", {"post": "yes"}).status_code == 403
        assert client.get(f"{LIST}add/").status_code == 403

    client.post(LIST, {"action": "delete_selected", "_selected_action": partial.pk, "post": "yes"})
    assert CriteriaSet.objects.get().name == "Công dân học tập"
