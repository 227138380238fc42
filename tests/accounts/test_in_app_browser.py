"""The page of a letter, opened in the browser inside a messaging app."""

from __future__ import annotations

import pytest
from django.test import Client

HINT = "Mở bằng Chrome hoặc Safari"
ANDROID = "Mozilla/5.0 (Linux; Android 13; SM-A045F) AppleWebKit/537.36 (KHTML, like Gecko)"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15"


@pytest.mark.parametrize(
    ("agent", "app"),
    [
        (f"{ANDROID} Version/4.0 Chrome/120.0 Mobile Safari/537.36 Zalo android/12110581", "Zalo"),
        (f"{IPHONE} Mobile/15E148 Zalo iOS/505 ZaloTheme/light", "Zalo"),
        (f"{ANDROID} Chrome/120.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/443.0.0.33;]", "Facebook"),
        (f"{IPHONE} Mobile/15E148 [FBAN/FBIOS;FBAV/444.0.0.33;FBBV/537]", "Facebook"),
        (f"{ANDROID} Chrome/120.0.0.0 Mobile Safari/537.36", ""),
        (f"{IPHONE} Version/17.4 Mobile/15E148 Safari/604.1", ""),
        ("", ""),
    ],
)
@pytest.mark.django_db
def test_the_letters_page_asks_for_a_real_browser(agent: str, app: str) -> None:
    text = Client(headers={"user-agent": agent}).get("/accounts/letter/").content.decode()

    assert (HINT in text) is bool(app)
    assert (f"đang mở trong {app}" in text) is bool(app)
