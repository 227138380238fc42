"""Evidence: what is taken, what is refused in a sentence, who may fetch it."""

from __future__ import annotations

import uuid
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from pytest_django import Settings

from accounts.models import User
from assessments.models import Assessment, Evidence
from documents.models import StoredFile
from tests.builders.assessments import NaRi, submitted


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def once() -> dict[str, str]:
    return {"idempotency_key": uuid.uuid4().hex}


def photo(name: str = "Biên bản họp.jpg") -> SimpleUploadedFile:
    picture = BytesIO()
    Image.new("RGB", (8, 8), "white").save(picture, "JPEG")
    return SimpleUploadedFile(name, picture.getvalue(), content_type="image/jpeg")


def add(na: NaRi, user: User, file: SimpleUploadedFile | None) -> str:
    part = na.participation(na.org.ban_po)
    criterion = na.criterion("NR-1.4-a")
    data: dict[str, object] = {**once()}
    if file is not None:
        data["file"] = file
    answer = signed_in(user).post(
        reverse("assessments:evidence_add", args=[part.pk, criterion.pk]), data, follow=True
    )
    return answer.content.decode()


def test_a_photo_is_taken_and_listed_beside_its_criterion(na: NaRi) -> None:
    page = add(na, na.org.pao, photo())

    row = Evidence.objects.get()
    assert (row.name, row.criterion, row.uploaded_by) == (
        "Biên bản họp.jpg",
        na.criterion("NR-1.4-a"),
        na.org.pao,
    )
    assert "Đã nhận tệp minh chứng." in page
    assert reverse("assessments:evidence", args=[row.pk]) in page


def test_a_first_file_that_is_refused_does_not_begin_the_form(na: NaRi) -> None:
    page = add(na, na.org.pao, SimpleUploadedFile("bien-ban.jpg", b"no picture"))

    assert "Đã nhận tệp minh chứng." not in page
    assert not Assessment.objects.exists()
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize("is_taken", [True, False])
def test_without_scripts_the_answer_stands_at_the_line(na: NaRi, is_taken: bool) -> None:
    part, criterion = na.participation(na.org.ban_po), na.criterion("NR-1.4-a")
    client = signed_in(na.org.pao)

    answer = client.post(
        reverse("assessments:evidence_add", args=[part.pk, criterion.pk]),
        {**once(), **({"file": photo()} if is_taken else {})},
    )

    assert answer["Location"].endswith(f"#c{criterion.pk}")
    said = "Đã nhận tệp minh chứng." if is_taken else "Hãy chọn tệp trước khi gửi."
    page = client.get(answer["Location"]).content.decode()
    line = page.index(f'id="c{criterion.pk}-files"')
    assert page.count(said) == 1
    assert page.index(said) > line
    assert said not in client.get(answer["Location"]).content.decode()


@pytest.mark.parametrize(("is_taken", "status"), [(True, 200), (False, 422)])
def test_a_script_gets_the_files_of_the_line_anew(na: NaRi, is_taken: bool, status: int) -> None:
    part, criterion = na.participation(na.org.ban_po), na.criterion("NR-1.4-a")
    client = signed_in(na.org.pao)

    answer = client.post(
        reverse("assessments:evidence_add", args=[part.pk, criterion.pk]),
        {**once(), **({"file": photo()} if is_taken else {})},
        headers={"HX-Request": "true"},
    )

    page = answer.content.decode()
    assert answer.status_code == status
    assert page.lstrip().startswith(f'<div class="line-files" id="c{criterion.pk}-files"')
    assert ("Biên bản họp.jpg" in page) is is_taken
    assert ("Hãy chọn tệp trước khi gửi." in page) is not is_taken


def test_the_same_bytes_are_kept_once(na: NaRi) -> None:
    add(na, na.org.pao, photo("một.jpg"))
    add(na, na.org.pao, photo("hai.jpg"))

    assert StoredFile.objects.count() == 1
    assert [row.name for row in Evidence.objects.all()] == ["một.jpg", "hai.jpg"]


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (None, "Hãy chọn tệp trước khi gửi."),
        (SimpleUploadedFile("a.jpg", b"MZ\x90\x00"), "Nội dung tệp không thuộc loại được nhận."),
        (SimpleUploadedFile("a.pdf", photo().read()), "nội dung là tệp JPEG"),
        (SimpleUploadedFile("a.jpg", b"\xff\xd8\xff" + b"x" * 50), "Tệp bị hỏng"),
    ],
)
def test_what_is_refused_says_why_and_leaves_nothing(
    na: NaRi, file: SimpleUploadedFile | None, said: str
) -> None:
    page = add(na, na.org.pao, file)

    assert said in page
    assert not Evidence.objects.exists()


def test_a_file_that_is_too_large_is_refused_with_both_sizes(na: NaRi, settings: Settings) -> None:
    settings.MAX_UPLOAD_BYTES = 1024 * 1024

    page = add(na, na.org.pao, SimpleUploadedFile("a.jpg", b"\xff\xd8\xff" + b"x" * 1_600_000))

    assert "Tệp nặng 1,5 MB, vượt mức 1 MB." in page
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("pao", 200),
        ("minh", 200),
        ("nga", 200),
        ("hanh", 200),
        ("sam", 404),
        ("chi", 404),
        ("quan", 403),
        ("khong", 403),
    ],
)
def test_who_fetches_evidence(na: NaRi, name: str, status: int) -> None:
    add(na, na.org.pao, photo())
    row = Evidence.objects.get()

    answer = signed_in(getattr(na.org, name)).get(reverse("assessments:evidence", args=[row.pk]))

    assert answer.status_code == status
    if status == 200:
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer.getvalue().startswith(b"\xff\xd8")
        answer.close()


def test_what_was_taken_off_is_served_to_nobody(na: NaRi) -> None:
    add(na, na.org.pao, photo())
    row = Evidence.objects.get()
    client = signed_in(na.org.mai)

    answer = client.post(reverse("assessments:evidence_remove", args=[row.pk]), once())

    assert answer.status_code == 302
    assert client.get(reverse("assessments:evidence", args=[row.pk])).status_code == 404


@pytest.mark.parametrize(("name", "status"), [("sam", 404), ("nga", 403)])
def test_who_may_not_take_evidence_off(na: NaRi, name: str, status: int) -> None:
    add(na, na.org.pao, photo())
    row = Evidence.objects.get()

    answer = signed_in(getattr(na.org, name)).post(
        reverse("assessments:evidence_remove", args=[row.pk]), once()
    )

    row.refresh_from_db()
    assert (answer.status_code, row.removed_at) == (status, None)


def test_a_form_that_was_handed_in_takes_no_evidence(na: NaRi) -> None:
    submitted(na, na.org.ban_po, na.org.pao)

    page = add(na, na.org.pao, photo())

    assert "nên không sửa được nữa" in page
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("name", ["../../etc/passwd.jpg", "/etc/anh.jpg", "a/../b.jpg"])
def test_a_name_that_reaches_for_a_folder_is_refused_with_a_reason(na: NaRi, name: str) -> None:
    page = send_named(na, name)

    assert "có dấu không dùng được" in page
    assert not Evidence.objects.exists()


def test_an_ordinary_name_sent_the_same_way_is_taken(na: NaRi) -> None:
    send_named(na, "Biên bản họp.jpg")

    assert Evidence.objects.get().name == "Biên bản họp.jpg"


def send_named(na: NaRi, name: str) -> str:
    """Send a photo under exactly this name; the test client would cut it to its last part."""
    part = na.participation(na.org.ban_po)
    url = reverse("assessments:evidence_add", args=[part.pk, na.criterion("NR-1.4-a").pk])
    head = (
        f'--edge\r\nContent-Disposition: form-data; name="idempotency_key"\r\n\r\n'
        f"{once()['idempotency_key']}\r\n--edge\r\n"
        f'Content-Disposition: form-data; name="file"; filename="{name}"\r\n'
        "Content-Type: image/jpeg\r\n\r\n"
    )
    client = signed_in(na.org.pao)
    answer = client.generic(
        "POST",
        url,
        head.encode() + photo().read() + b"\r\n--edge--\r\n",
        content_type="multipart/form-data; boundary=edge",
    )
    return client.get(answer.headers["Location"]).content.decode()
