"""What a stranger tries at the door and in the address bar, and what people type decomposed."""

from __future__ import annotations

import datetime as dt
import unicodedata

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import F
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import SignInDelay
from accounts.services import FREE_FAILURES_ACCOUNT
from assessments.models import Answer, Evidence
from campaigns.models import ProblemReport
from core.models import AuditEvent
from tests.builders import people
from tests.builders.assessments import NaRi, na_ri
from tests.org import Org
from tests.pictures import png
from tests.sending import send

pytestmark = pytest.mark.django_db
SIGN_IN = "/accounts/sign-in/"


@pytest.fixture
def na(org: Org) -> NaRi:
    """The year 2026 of Na Rì, opened by Lan; the business day is 20/11/2026."""
    return na_ri(org)


def signed_in(user: object) -> Client:
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    return client


# ---------------------------------------------------------------- the door


@pytest.mark.parametrize(
    "wanted",
    [
        "//evil.example",
        "https://evil.example/",
        "\\\\evil.example",
        "/\\evil.example",
        "javascript:x",
    ],
)
def test_signing_in_leads_to_this_site_only(org: Org, wanted: str) -> None:
    typed = {"name": "minh", "password": people.PASSWORD, "next": wanted}

    by_form = Client().post(SIGN_IN, typed)
    by_address = Client().post(f"{SIGN_IN}?next={wanted}", {**typed, "next": ""})

    assert (by_form["Location"], by_address["Location"]) == ("/", "/")


def test_the_sessions_key_changes_with_the_sign_in(org: Org) -> None:
    """Whoever planted a session in Minh's browser does not hold Minh's afterwards."""
    client = Client()
    client.post(reverse("accounts:open_letter"), {"code": "x"})
    session = client.session
    session["planted"] = "1"
    session.save()
    planted = str(session.session_key)
    client.cookies[settings.SESSION_COOKIE_NAME] = planted

    client.post(SIGN_IN, {"name": "minh", "password": people.PASSWORD})

    assert client.session.session_key != planted
    assert not Session.objects.filter(session_key=planted).exists()


def delays_last() -> None:
    """Let a delay that began go on: the first is a second, which a busy machine may take."""
    begun = SignInDelay.objects.filter(open_at__gt=F("last_failure_at"))
    begun.update(open_at=timezone.now() + dt.timedelta(minutes=1))


@pytest.mark.parametrize("name", ["minh\u200b", " MINH ", "mi\u200dnh", "Minh"])
def test_guessing_under_another_spelling_is_the_same_account(org: Org, name: str) -> None:
    """Else each spelling of one account would have its own free failures."""
    client = Client()
    for _ in range(FREE_FAILURES_ACCOUNT):
        client.post(SIGN_IN, {"name": "minh", "password": "sai"})
    delays_last()

    answer = client.post(SIGN_IN, {"name": name, "password": people.PASSWORD})

    assert "phải chờ" in answer.content.decode()


def test_the_phone_is_the_same_account_too(org: Org) -> None:
    org.minh.phone = "0912345678"
    org.minh.save()
    client = Client()
    spellings = ("0912345678", "0912 345 678", "+84912345678", "minh", "0912.345.678")
    for typed in spellings:
        client.post(SIGN_IN, {"name": typed, "password": "sai"})
    delays_last()

    answer = client.post(SIGN_IN, {"name": "84912345678", "password": people.PASSWORD})

    assert "phải chờ" in answer.content.decode()
    assert SignInDelay.objects.count() == 2  # the account's and the address's


def test_a_form_without_the_pages_token_is_refused(na: NaRi) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(na.org.lan)

    answer = send(client, reverse("assessments:close_year", args=[na.campaign.slug, 2026]))

    na.year.refresh_from_db()
    assert (answer.status_code, na.year.state) == (403, "open")


def test_a_strangers_host_is_refused_without_a_word_about_us() -> None:
    answer = Client().get(SIGN_IN, headers={"host": "evil.example"})

    body = answer.content.decode()
    assert answer.status_code == 400
    assert "Traceback" not in body
    assert "ALLOWED_HOSTS" not in body


# ---------------------------------------------------------------- addresses


@pytest.mark.parametrize("name", ["minh", "tuyet", "pao", "hanh"])
def test_absurd_addresses_are_answered(na: NaRi, name: str) -> None:
    slug, huge = na.campaign.slug, 10**25
    client = Client(raise_request_exception=False)
    client.force_login(getattr(na.org, name))
    paths = [
        f"/campaigns/{slug}/years/0/",
        f"/campaigns/{slug}/years/{huge}/",
        f"/campaigns/{slug}/years/10000/problems/",
        f"/campaigns/{slug}/years/{huge}/targets/",
        f"/campaigns/{slug}/years/0/open/",
        f"/campaigns/{slug}/years/{huge}/open/",
        f"/campaigns/{slug}/?year={huge}",
        f"/campaigns/{slug}/years/2026/participants/?group={huge}",
        f"/campaigns/{slug}/years/2026/participants/?group=٣",
        f"/assessments/{slug}/{huge}/",
        f"/assessments/{slug}/2026/?group={huge}&page={huge}&q=%00",
        f"/assessments/{slug}/2026/results/?unit={huge}",
        f"/assessments/{huge}/",
        f"/units/{huge}/",
        "/units/?q=%00&page=-1",
        f"/units/{na.org.na_ri.pk}/?page={huge}&type=%00&q=%00",
        f"/reports/?year={huge}&q=%00&state=%00&kind=%00",
        f"/reports/{huge}/file.pdf",
        f"/recognitions/?title=%00&year={huge}&village={huge}&q=%00&standing=%00",
        f"/recognitions/choose/?title=FAMILY&village={huge}&holder={huge}&q=%00",
        f"/recognitions/grant/?title=%00&holder={huge}",
        f"/recognitions/grant/?title=FAMILY&holder={huge}",
        "/recognitions/grant/?title=FAMILY&holder=٣",
        "/criteria/?q=%00&completeness=%00",
        f"/criteria/khong/{huge}/",
        f"/notices/?page={huge}",
        f"/units/people/?q=%00&page={huge}",
        f"/units/{na.org.viet_nam.pk}/trail/?from_on=%00&area=%00&page={huge}",
    ]

    codes = {path: client.get(path).status_code for path in paths}

    assert {path: code for path, code in codes.items() if code >= 500} == {}


def test_an_error_page_tells_nothing(na: NaRi) -> None:
    answer = signed_in(na.org.minh).get("/assessments/99999999/")

    body = answer.content.decode()
    assert answer.status_code == 404
    assert not [
        word for word in ("Traceback", "urlconf", "SECRET", "site-packages") if word in body
    ]


# ---------------------------------------------------------------- what is typed


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def test_text_typed_decomposed_is_stored_composed_everywhere(na: NaRi) -> None:
    """On the paths that read what was sent without a form, too: a reason, a gap, a note."""
    org = na.org
    part = na.participation(org.ban_po)
    first = na.criterion("NR-1.4-a")
    pao, quan = signed_in(org.pao), signed_in(org.quan)
    prefix = f"c{first.pk}"
    pao.post(
        reverse("assessments:save_criterion", args=[part.pk, first.pk]),
        {f"{prefix}-value": "met", f"{prefix}-note": nfd("Đã họp"), f"{prefix}-version": "0"},
    )
    send(
        pao, reverse("assessments:evidence_add", args=[part.pk, first.pk]),
        file=SimpleUploadedFile(nfd("Biên bản họp.png"), png()),
    )  # fmt: skip
    send(
        pao, reverse("campaigns:problem_new", args=[na.campaign.slug, 2026]),
        unit=org.ban_po.pk, text=nfd("Thiếu sách"), proposal=nfd("Cấp thêm"),
    )  # fmt: skip
    row = people.member(org.khong, org.na_lac, "viewer")
    send(quan, reverse("units:withdraw_role", args=[row.pk]), reason=nfd("Giao nhầm chỗ"))
    gaps = {f"gap-{code}": nfd("Chưa họp thôn") for code in (*CODES, *LINES)}
    send(pao, reverse("assessments:submit", args=[part.pk]), version=0, **gaps)

    told = [*AuditEvent.objects.values_list("reason", "object_label")]
    kept = [
        *Answer.objects.values_list("self_note", "gap_reason"),
        *Evidence.objects.values_list("name"),
        *ProblemReport.objects.values_list("text", "proposal"),
        *told,
    ]
    texts = [text for row in kept for text in row]
    assert [text for text in texts if not unicodedata.is_normalized("NFC", text)] == []
    assert {"Đã họp", "Chưa họp thôn", "Biên bản họp.png", "Giao nhầm chỗ"} <= set(texts)


CODES = ("NR-1.4-b", "NR-1.4-c")
LINES = ("households", "families_registered", "meeting_on", "front_signed")


def test_a_control_sign_in_a_text_breaks_nothing(na: NaRi) -> None:
    """PostgreSQL stores no NUL: such a request was answered with an error of the server."""
    org = na.org
    part = na.participation(org.ban_po)
    first = na.criterion("NR-1.4-a")
    client = Client(raise_request_exception=False)
    client.force_login(org.pao)
    prefix = f"c{first.pk}"

    codes = [
        client.post(
            reverse("assessments:save_criterion", args=[part.pk, first.pk]),
            {f"{prefix}-value": "met", f"{prefix}-note": "a\x00b", f"{prefix}-version": "0"},
        ).status_code,
        send(
            client, reverse("assessments:submit", args=[part.pk]), version=0,
            **{f"gap-{code}": "a\x00b" for code in (*CODES, *LINES)},
        ).status_code,
    ]  # fmt: skip

    assert codes == [200, 302]
    assert Answer.objects.get(criterion=first).self_note == "ab"


def test_a_password_typed_decomposed_is_the_same_password(org: Org) -> None:
    """A Mac composes otherwise than a phone; both type the same letters."""
    org.minh.set_password("mật khẩu của tôi")
    org.minh.save()

    answer = Client().post(SIGN_IN, {"name": "minh", "password": nfd("mật khẩu của tôi")})

    assert answer.status_code == 302


def test_a_search_typed_decomposed_finds_the_same(na: NaRi) -> None:
    client = signed_in(na.org.minh)

    pages = [client.get("/units/", {"q": query}) for query in ("Bản Pò", nfd("Bản Pò"), "ban po")]

    assert ["Thôn Bản Pò" in page.content.decode() for page in pages] == [True, True, True]
