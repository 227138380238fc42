"""The operator's window on campaigns: what the plan left open may be set, states only read."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from campaigns.models import CampaignYear, Duty, ParticipantGroup, ResponsibleBody
from core.models import AuditEvent
from tests.builders import campaigns as plans
from tests.org import Org
from tests.trail import changes


@pytest.fixture
def steward(db: None, client: Client) -> User:
    """Somebody who may write everything that the window lets anybody write."""
    made = User.objects.create_superuser("steward", "mat-khau-rat-dai", full_name="Ông Quản Lý")
    client.force_login(made)
    return made


def posted(client: Client, path: str, **fields: Any) -> str:
    """Send the form; returns the page that came back, empty when it was taken."""
    response = client.post(path, fields)
    return "" if response.status_code == 302 else response.content.decode()


def duty_fields(**changed: Any) -> dict[str, Any]:
    usual = {
        "to_text": "Phòng VH-XH",
        "day": 25,
        "month": 11,
        "opens_day": 1,
        "opens_month": 1,
        "prepare_days_before": 3,
        "note": "",
    }
    return {**usual, **changed}


def test_day_of_a_duty_is_set_and_audited(org: Org, steward: User, client: Client) -> None:
    duty = plans.duty(plans.campaign(org.na_ri), "NR-BC-2", source_text="theo quy định")
    path = f"/quan-tri/campaigns/duty/{duty.pk}/change/"
    assert "theo quy định" in client.get(path).content.decode()

    assert posted(client, path, **duty_fields(is_inclusive="on", source_text="khác")) == ""

    duty.refresh_from_db()
    assert (duty.day, duty.month, duty.is_inclusive) == (25, 11, True)
    assert duty.source_text == "theo quy định"
    [(before, after)] = changes("steward.changed")
    assert (before["day"], after["day"]) == (None, 25)
    assert AuditEvent.objects.get(action="steward.changed").actor_label == "Ông Quản Lý"


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"month": ""}, "cùng ghi hoặc cùng để trống"),
        ({"day": 31}, "Không có ngày này trong năm"),
        ({"opens_day": 30, "opens_month": 2}, "Không có ngày này trong năm"),
    ],
)
def test_day_that_cannot_be_is_refused(
    org: Org, steward: User, client: Client, changed: dict[str, Any], reason: str
) -> None:
    duty = plans.duty(plans.campaign(org.na_ri), "NR-BC-2")

    shown = posted(client, f"/quan-tri/campaigns/duty/{duty.pk}/change/", **duty_fields(**changed))

    assert reason in shown
    assert Duty.objects.get().day is None


def test_groups_and_bodies_are_completed(org: Org, steward: User, client: Client) -> None:
    campaign = plans.campaign(org.na_ri)
    group = plans.group(campaign, "1.3", "Cơ quan, đơn vị", [])
    body = ResponsibleBody.objects.create(campaign=campaign, position=1, name="Phòng VH-XH")

    group_path = f"/quan-tri/campaigns/participantgroup/{group.pk}/change/"
    assert posted(client, group_path, unit_types=["agency", "school"], chosen_note="Chọn") == ""
    body_path = f"/quan-tri/campaigns/responsiblebody/{body.pk}/change/"
    assert posted(client, body_path, unit=org.agency.pk, note="") == ""

    assert ParticipantGroup.objects.get().unit_types == ["agency", "school"]
    assert ResponsibleBody.objects.get().unit == org.agency


def test_words_of_the_plan_and_its_owner_stay(org: Org, steward: User, client: Client) -> None:
    campaign = plans.campaign(org.na_ri)
    path = f"/quan-tri/campaigns/campaign/{campaign.pk}/change/"

    taken = posted(
        client,
        path,
        short_name="Tên ngắn mới",
        name="Tên khác",
        launched_by=org.son_hong.pk,
        upper_recipient="UBND tỉnh",
        note="",
    )

    assert taken == ""
    before = campaign.name
    campaign.refresh_from_db()
    assert (campaign.short_name, campaign.upper_recipient) == ("Tên ngắn mới", "UBND tỉnh")
    assert (campaign.name, campaign.launched_by) == (before, org.na_ri)


def test_states_cannot_be_written(org: Org, steward: User, client: Client) -> None:
    year = plans.year(plans.campaign(org.na_ri))
    path = f"/quan-tri/campaigns/campaignyear/{year.pk}/change/"

    assert client.get(path).status_code == 200
    assert client.post(path, {"state": "closed"}).status_code == 403
    assert client.get("/quan-tri/campaigns/campaignyear/add/").status_code == 403
    assert client.get(f"/quan-tri/campaigns/campaignyear/{year.pk}/delete/").status_code == 403
    for model in ("dutydelivery", "problemreport"):
        assert client.get(f"/quan-tri/campaigns/{model}/").status_code == 200
        assert client.get(f"/quan-tri/campaigns/{model}/add/").status_code == 403
    assert CampaignYear.objects.get().state == "open"


def test_administrator_has_no_business_with_campaigns(org: Org, client: Client) -> None:
    plans.campaign(org.na_ri)
    client.force_login(org.quan)

    assert client.get("/quan-tri/campaigns/campaign/").status_code == 403
    assert client.get("/quan-tri/recognitions/title/").status_code == 200
    assert client.get("/quan-tri/recognitions/recognition/").status_code == 403
