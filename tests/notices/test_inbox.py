"""What people are told, once, and only they."""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import User
from notices import services
from notices.frame import frame_part
from notices.models import Notice
from tests.org import Org, draw
from tests.together import at_once


def told(user: User) -> list[str]:
    return list(Notice.objects.visible_to(user).newest_first().values_list("subject", flat=True))


def test_everybody_hears_it_in_their_own_inbox(org: Org) -> None:
    services.tell(
        [org.pao, org.mai, org.pao],
        "Phiếu bị   trả lại",
        body="Sửa tiêu chí 2",
        path="/units/",
        object_kind="assessments.assessment",
        object_id=7,
    )

    assert told(org.pao) == told(org.mai) == ["Phiếu bị trả lại"]
    assert told(org.sam) == []
    notice = Notice.objects.visible_to(org.pao).get()
    assert (notice.body, notice.path, notice.object_id) == ("Sửa tiêu chí 2", "/units/", "7")


def test_the_same_thing_is_told_once(org: Org) -> None:
    for people in ([org.pao], [org.pao, org.sam]):
        services.tell(people, "Còn 5 ngày", once_key="duty:1:5")
    services.tell([org.pao], "Còn 3 ngày", once_key="duty:1:3")
    for _ in range(2):
        services.tell([org.sam], "không có khóa")

    assert told(org.pao) == ["Còn 3 ngày", "Còn 5 ngày"]
    assert told(org.sam) == ["không có khóa", "không có khóa", "Còn 5 ngày"]


def test_who_left_hears_nothing(org: Org) -> None:
    org.pao.is_active = False

    services.tell([org.pao, org.sam], "Còn 5 ngày")

    assert told(org.pao) == []
    assert told(org.sam) == ["Còn 5 ngày"]


@pytest.mark.parametrize("path", ["https://evil.example/", "//evil.example/", "units/"])
def test_a_notice_leads_to_this_site_only(org: Org, path: str) -> None:
    with pytest.raises(ValueError, match="address of this site"):
        services.tell([org.pao], "x", path=path)


@pytest.mark.django_db(transaction=True)
def test_two_runs_of_one_moment_tell_once() -> None:
    org = draw()

    results = at_once(*[lambda: services.tell([org.pao, org.sam], "5 ngày", once_key="k")] * 3)

    assert results == [None, None, None]
    assert Notice.objects.count() == 2


def test_the_inbox_shows_ones_own_and_counts_the_unread(org: Org, client: Client) -> None:
    services.tell([org.pao], "của Páo", body="<script>alert(1)</script>")
    services.tell([org.sam], "của Sằm")
    client.force_login(org.pao)

    text = client.get("/notices/").content.decode()

    assert "của Páo" in text
    assert "của Sằm" not in text
    assert "<script>alert" not in text
    assert '<span class="count">1<' in text


def test_opening_marks_as_read_and_leads_there(org: Org, client: Client) -> None:
    services.tell([org.pao], "của Páo", path=f"/units/{org.ban_po.pk}/")
    services.tell([org.pao], "không đường dẫn")
    without, with_path = Notice.objects.visible_to(org.pao).newest_first()
    client.force_login(org.pao)

    assert client.get(f"/notices/{with_path.pk}/open/").status_code == 405
    first = client.post(f"/notices/{with_path.pk}/open/")
    opened_at = Notice.objects.get(pk=with_path.pk).read_at
    again = client.post(f"/notices/{with_path.pk}/open/")

    assert first["Location"] == again["Location"] == f"/units/{org.ban_po.pk}/"
    assert opened_at is not None
    assert Notice.objects.get(pk=with_path.pk).read_at == opened_at
    assert client.post(f"/notices/{without.pk}/open/")["Location"] == "/notices/"
    assert not Notice.objects.visible_to(org.pao).unread().exists()


def test_nobody_opens_anothers_notice(org: Org, client: Client) -> None:
    services.tell([org.sam], "của Sằm")
    notice = Notice.objects.get()
    client.force_login(org.pao)

    assert client.post(f"/notices/{notice.pk}/open/").status_code == 404
    assert Notice.objects.get().read_at is None


def test_all_can_be_marked_as_read(org: Org, client: Client) -> None:
    services.tell([org.pao, org.sam], "một")
    services.tell([org.pao], "hai")
    client.force_login(org.pao)

    page = client.post("/notices/read/", follow=True)

    assert "Đã đánh dấu 2 tin là đã đọc." in page.content.decode()
    assert not Notice.objects.visible_to(org.pao).unread().exists()
    assert Notice.objects.visible_to(org.sam).unread().count() == 1
    assert "Chưa có tin nào" in client.get("/notices/?unread=1").content.decode()


@pytest.mark.parametrize("count", [1, 3, 50])
def test_the_inbox_asks_the_database_as_often_for_many_as_for_one(
    org: Org,
    client: Client,
    settings: Settings,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    settings.FRAME_PROVIDERS = []
    for number in range(count):
        services.tell([org.pao], f"tin {number}")
    client.force_login(org.pao)

    # user (the session is in the cache), business day (the banner); how many, the rows
    with django_assert_num_queries(5):
        client.get("/notices/")


@pytest.mark.parametrize("count", [1, 3, 50])
def test_the_frame_counts_the_unread_with_one_query(
    org: Org, rf: RequestFactory, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        services.tell([org.pao], f"tin {number}")
    request = rf.get("/")
    request.user = org.pao

    with django_assert_num_queries(1):
        part = frame_part(request)

    assert (part.inbox_url, part.inbox_count) == ("/notices/", count)
