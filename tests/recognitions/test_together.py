"""Two officers at the register at the same moment."""

from __future__ import annotations

import datetime as dt

import pytest

from core.errors import DomainError, StaleError
from recognitions.models import Recognition
from recognitions.services import Decision, grant, revoke
from tests.builders import recognitions as register
from tests.org import draw
from tests.together import at_once

DECISION = Decision("45/QĐ-UBND", dt.date(2025, 11, 15), "Chủ tịch UBND xã Na Rì")


@pytest.mark.django_db(transaction=True)
def test_title_entered_twice_at_once_stands_once() -> None:
    org = draw()
    title = register.title("COMMUNITY_VILLAGE")

    results = at_once(
        lambda: grant(title, [org.ban_po], 2025, DECISION, actor=org.minh),
        lambda: grant(title, [org.ban_po], 2025, DECISION, actor=org.hoa),
    )

    assert Recognition.objects.count() == 1
    refused = [one for one in results if isinstance(one, Exception)]
    assert [type(one) for one in refused] == [DomainError]
    assert "Thôn Bản Pò" in str(refused[0])


@pytest.mark.django_db(transaction=True)
def test_title_revoked_twice_at_once_keeps_the_first_reason() -> None:
    org = draw()
    row = register.recognised(register.title("COMMUNITY_VILLAGE"), org.ban_po, 2025)
    seen = [Recognition.objects.select_related("holder", "title").get() for _time in range(2)]

    results = at_once(
        lambda: revoke(seen[0], reason="Không còn đạt", actor=org.minh),
        lambda: revoke(seen[1], reason="Nhập nhầm", actor=org.hoa),
    )

    row.refresh_from_db()
    refused = [one for one in results if isinstance(one, Exception)]
    assert [type(one) for one in refused] == [StaleError]
    assert row.version == 1
