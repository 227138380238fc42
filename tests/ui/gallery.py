"""Every part of the interface on a few pages, for tests and for looking at; never in the product.

This module is a URLconf of its own. The pages hold real Vietnamese: long names, forty villages,
an empty list, errors, states of every kind.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines
from django.urls import include, path
from django.utils import timezone

from core.charts import Count, state_segments
from core.context import Choice, FramePart, MenuItem
from core.display import Tone
from core.enums import JobState
from core.models import Job
from core.policy import public

TODAY = dt.date(2026, 11, 20)
NAMES = (
    "Bản Pò,Nà Lạc,Khuổi Nằn 1,Khuổi Nằn 2,Pò Lải,Bản Cuôn,Hát Deng,Giả Dìa,Phiêng Quân,Nà Pán,"
    "Cốc Coóc,Bản Sảng,Nà Đon,Pàn Bái,Lũng Cào,Khuổi Khiếu,Nà Diệu,Đồng Tâm,Hợp Thành,Nà Đăng,"
    "Phiêng Đốc,Bản Giang,Pò Khiển,Nà Chót,Soi Cải,Tân An,Nà Hin,Vằng Mười,Khu phố Yến Lạc cũ,"
    "Cư Lễ,Kim Hỷ,Lương Thượng,Nà Mực,Pác Ban,Sắc Sái,To Đoóc,Nà Tảng,Khau Lạ,Bản Pìn,Ân Tình"
)
STATES = ("", "draft", "submitted", "in_review", "returned", "reviewed", "final")


@dataclass(frozen=True)
class Row:
    """One village of the list."""

    order: int
    name: str
    head: str
    state: str
    households: int
    achieved: int
    last_day: dt.date


ROWS = [
    Row(
        order=i + 1,
        name=f"Thôn {name}",
        head=["Hoàng Văn Páo", "Lường Văn Sằm", "Nông Thị Bích Ngọc", "Lý A Sính"][i % 4],
        state=STATES[i * 5 % 7],
        households=112 + i * 37 % 190,
        achieved=61 + i * 23 % 90,
        last_day=TODAY + dt.timedelta(days=[5, 0, -3, 30][i % 4]),
    )
    for i, name in enumerate(NAMES.split(","))
]


class VillageForm(forms.Form):
    """One field of each kind that the product uses."""

    name = forms.CharField(label="Tên thôn", max_length=20, help_text="Không ghi chữ “thôn”.")
    households = forms.IntegerField(label="Số hộ đăng ký Gia đình học tập", min_value=0)
    rate = forms.DecimalField(
        label="Tỷ lệ đạt", max_digits=5, decimal_places=2, localize=True, required=False
    )
    met_on = forms.DateField(label="Ngày họp thôn", help_text="Ví dụ 05/11/2026.")
    email = forms.EmailField(label="Thư điện tử", required=False)
    kind = forms.ChoiceField(
        label="Loại", choices=[("", "Hãy chọn"), ("thon", "Thôn"), ("ban", "Bản")]
    )
    answer = forms.ChoiceField(
        label="Thôn có nhiều sáng kiến, giải pháp hiệu quả trong thực hiện Phong trào thi đua",
        choices=[
            ("met", "Đạt"),
            ("partly", "Đạt một phần"),
            ("not_met", "Chưa đạt"),
            ("not_applicable", "Không áp dụng"),
        ],
        widget=forms.RadioSelect,
    )
    evidence = forms.FileField(label="Ảnh biên bản họp", required=False)
    note = forms.CharField(label="Thuyết minh", widget=forms.Textarea(attrs={"rows": 3}))
    agreed = forms.BooleanField(label="Đã thông qua tại cuộc họp thôn")


class ReasonForm(forms.Form):
    """The typed reason of a dangerous act."""

    reason = forms.CharField(
        label="Lý do",
        help_text="Ghi rõ căn cứ, ví dụ kết luận họp ngày 01/12/2026.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def frame_part(request: HttpRequest) -> FramePart:
    """The frame of the gallery's officer."""
    return FramePart(
        menu=(
            MenuItem(label="Trang chủ", url="/", icon="home"),
            MenuItem(
                label="Phiếu chờ thẩm định",
                url="/list/",
                icon="review",
                short="Thẩm định",
                count=12,
            ),
            MenuItem(label="Phong trào", url="/components/", icon="campaign"),
            MenuItem(label="Bảng trạng thái", url="/matrix/", icon="matrix", group="Theo dõi"),
            MenuItem(label="Báo cáo năm", url="/reports/", icon="report", group="Theo dõi"),
            MenuItem(label="Đơn vị", url="/units/", icon="units", group="Danh mục"),
        ),
        years=(
            Choice(
                label="Xã hội học tập 2026–2030 · năm 2026",
                url="/?year=2026",
                note="đang mở",
                is_current=True,
            ),
            Choice(
                label="Học tập suốt đời 2023–2030 · năm 2024", url="/?year=2024", note="đã khóa"
            ),
        ),
        units=(
            Choice(label="Phòng Văn hóa - Xã hội xã Na Rì", url="/?unit=1", is_current=True),
            Choice(label="Thôn Bản Pò", url="/?unit=2"),
        ),
        account=(MenuItem(label="Tài khoản của tôi", url="/account/", icon="settings"),),
        search_url="/list/",
        inbox_url="/inbox/",
        inbox_count=3,
    )


def _page(request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    source = (Path(__file__).parent / "pages" / name).read_text(encoding="utf-8")
    return HttpResponse(engines["django"].from_string(source).render(context, request))


def _job(state: JobState, done: int = 0, total: int = 0, message: str = "") -> Job:
    return Job(pk=1, state=state, progress_done=done, progress_total=total, message=message)


@public
def components(request: HttpRequest) -> HttpResponse:
    """States, notices, fields with and without errors, charts, jobs."""
    form = VillageForm(request.POST or None, request.FILES or None)
    wrong = VillageForm({"name": "Khu phố Yến Lạc cũ hợp nhất", "households": "mười", "email": "a"})
    wrong.prefix = None
    messages.success(request, "Đã nộp phiếu lúc 09:41 ngày 20/11/2026, mã nhận NR-T01-2026-7F3A.")
    messages.warning(request, "Còn 3 thôn chưa nộp. Hạn cuối là 25/11/2026.")
    context = {
        "form": form,
        "wrong": wrong,
        "states": STATES,
        "answers": ("", "met", "partly", "not_met", "not_applicable", "achieved"),
        "today": TODAY,
        "days": [TODAY + dt.timedelta(days=n) for n in (30, 5, 0, -3)],
        "segments": state_segments(
            [
                ("final", 9),
                ("reviewed", 7),
                ("in_review", 5),
                ("submitted", 12),
                ("draft", 4),
                ("", 3),
            ]
        ),
        "running": _job(JobState.RUNNING, 1250, 3000, "Đang nhập danh sách hộ"),
        "done": _job(JobState.DONE, 3000, 3000, "Đã lập báo cáo năm 2026"),
        "saved_at": timezone.localtime().replace(hour=9, minute=41),
        "met": Decimal("67.74"),
    }
    return _page(request, "components.html", context)


@public
def home(request: HttpRequest) -> HttpResponse:
    """A home page: counts and duty cards."""
    counts = (
        Count("Chưa nộp", 14, "empty", Tone.NEUTRAL, "/list/?state=missing"),
        Count("Chờ duyệt", 12, "review", Tone.WARN, "/list/?state=submitted"),
        Count("Đã trả lại", 2, "return", Tone.BAD, "/list/?state=returned"),
    )
    return _page(
        request, "home.html", {"counts": counts, "today": TODAY, "soon": dt.date(2026, 11, 25)}
    )


@public
def village_list(request: HttpRequest) -> HttpResponse:
    """Forty villages, sorted, searched and paged."""
    wanted = request.GET.get("q", "").casefold()
    rows = [row for row in ROWS if wanted in row.name.casefold()]
    page = Paginator(rows, 15).get_page(request.GET.get("page"))
    return _page(
        request,
        "list.html",
        {"page": page, "today": TODAY, "crumbs": [("Xã Na Rì", "/"), ("Phiếu của các thôn", "")]},
    )


@public
def confirm(request: HttpRequest) -> HttpResponse:
    """A dangerous act."""
    context = {
        "question": "Chốt số liệu và đóng năm 2026 của xã Na Rì?",
        "changes": [
            ("phiếu đã thẩm định sẽ được chốt, không sửa được nữa", 31),
            ("phiếu chưa xong giữ nguyên trạng thái và được nêu tên trong báo cáo", 9),
            ("Báo cáo năm 2026 của xã được lập và gửi UBND xã", None),
        ],
        "undo_note": "Lãnh đạo Phòng có thể mở lại năm, kèm lý do.",
        "form": ReasonForm(request.POST or None),
        "action_label": "Chốt số liệu",
        "cancel_url": "/",
    }
    return render(request, "includes/confirm_page.html", context)


@public
def save(request: HttpRequest) -> HttpResponse:
    """What an autosaving view answers."""
    if request.POST.get("name") == "lỗi":
        return HttpResponse("Tên không hợp lệ", status=422)
    response = HttpResponse(status=204)
    response["X-Saved-At"] = "09:42"
    return response


@public
def autosave(request: HttpRequest) -> HttpResponse:
    """A form that saves each answer."""
    return _page(request, "autosave.html", {"form": VillageForm()})


@public
def job(request: HttpRequest) -> HttpResponse:
    """The poll of a job that has just ended."""
    done = _job(JobState.DONE, 3000, 3000, "Đã nhập 3.000 hộ")
    context = {"job": done, "poll_url": "/job/", "result_url": "/list/"}
    return render(request, "includes/job_progress.html", context)


@public
def broken(request: HttpRequest) -> HttpResponse:
    """A view that fails."""
    raise RuntimeError("planted")


urlpatterns = [
    path("", home),
    path("", include("assessments.device_urls")),
    path("components/", components),
    path("list/", village_list),
    path("confirm/", confirm),
    path("autosave/", autosave),
    path("save/", save),
    path("job/", job),
    path("broken/", broken),
    path("accounts/", include("accounts.urls")),
    path("units/", include("units.urls")),
]
