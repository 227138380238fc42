"""The warm worker of measure P1: sets the same two-page report again and again.

``python -m bench.p1_worker speed 20`` prints CPU seconds of our way and of the plain way, taken in
turns; ``python -m bench.p1_worker memory 60`` prints the peak memory in MB of our way alone. Both
as JSON, both with the whole product loaded as in a job process.
"""

from __future__ import annotations

import io
import json
import os
import resource
import sys
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import django
import pikepdf
from weasyprint import HTML

from documents.fonts.metrics import FONT_FOLDER
from documents.paper import (
    Align,
    Annex,
    Column,
    Heading,
    Level,
    Paper,
    PaperHeader,
    PaperKind,
    Paragraph,
    Signer,
    Table,
)
from documents.renderers.compose import compose
from documents.renderers.engine import css_file
from documents.renderers.pdf import paper_css, paper_html, render_pdf

TEXT = (
    "Phát huy sức mạnh của cả hệ thống chính trị trong việc tuyên truyền, nâng cao nhận thức của "
    "các tầng lớp Nhân dân về vai trò, ý nghĩa và sự cần thiết của công tác khuyến học, khuyến "
    "tài, học tập suốt đời, xây dựng xã hội học tập; từ đó tích cực tham gia bằng những hành động, "
    "việc làm cụ thể."
)
MODELS = ("Gia đình học tập", "Dòng họ học tập", "Cộng đồng học tập", "Đơn vị học tập")


def two_pages(annexes: tuple[Annex, ...] = ()) -> Paper:
    """A commune's report of two pages: three sections, one table of twelve rows."""
    blocks: list[Heading | Paragraph | Table] = []
    for title in ("Đặc điểm tình hình", "Kết quả thực hiện", "Đánh giá chung"):
        blocks += [
            Heading(Level.SECTION, title),
            Heading(Level.TOPIC, "Tình hình"),
            Paragraph(TEXT),
        ]
        if title.startswith("Kết quả"):
            blocks.append(_models(12))
    return Paper(
        kind=PaperKind.ANNUAL_REPORT,
        header=PaperHeader(
            issuing_body=("ỦY BAN NHÂN DÂN", "XÃ NA RÌ"),
            issuer_name="Ủy ban nhân dân xã Na Rì",
            place="Na Rì",
            dated=date(2026, 12, 4),
            symbol="BC-UBND",
        ),
        title="Báo cáo",
        abstract="Kết quả thực hiện Phong trào thi đua xây dựng xã hội học tập năm 2026",
        blocks=tuple(blocks),
        closing="Trên đây là báo cáo kết quả thực hiện Phong trào thi đua năm 2026 của xã Na Rì",
        signers=(Signer(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "Nông Văn Bình"),),
        addressees=("Ủy ban nhân dân tỉnh Thái Nguyên",),
        legal_basis=("Kế hoạch số 94/KH-UBND ngày 13 tháng 3 năm 2026 của UBND tỉnh Thái Nguyên",),
        recipients=("Các thôn trên địa bàn xã",),
        filing=("VT", "VHXH"),
        annexes=annexes,
    )


def villages(count: int) -> Annex:
    """A landscape annex of ``count`` villages and nine columns."""
    figures = ("Hộ", "ĐK", "Đạt", "%", "Dòng họ", "ĐK", "Đạt")
    columns = (Column("TT", 0.5), Column("Thôn", 3), *(Column(name) for name in figures))
    rows = tuple(
        (str(number), f"Thôn Bản Pò {number}", "185", "120", "110", "91,7", "4", "3", "2")
        for number in range(1, count + 1)
    )
    return Annex("Kết quả theo thôn", (Table(columns, rows),), landscape=True)


def _models(count: int) -> Table:
    right = Align.RIGHT
    columns = (Column("Mô hình", 3), Column("Tổng số", align=right), Column("Đăng ký", align=right),
               Column("Đạt", align=right), Column("Tỷ lệ đạt/ĐK (%)", align=right),
               Column("Đánh giá", align=Align.CENTRE))  # fmt: skip
    rows = tuple(
        (MODELS[row % len(MODELS)], "6.790", "5.000", "4.718", "94,4", "Đạt")
        for row in range(count)
    )
    return Table(columns, rows, caption="Bảng 2. Kết quả các mô hình học tập")


def speed(rounds: int) -> dict[str, Any]:
    """CPU seconds of both ways in turns, after one warm-up each, and the pages of both."""
    paper = two_pages()
    printed = compose(paper)
    faces = css_file("paper.css").replace('url("', f'url("{FONT_FOLDER.as_uri()}/')
    style = f"<style>{faces}{paper_css(printed)}</style></head>"
    html = "<!doctype html>" + paper_html(printed).replace("</head>", style)

    def ours() -> bytes:
        return render_pdf(paper)

    def plain() -> bytes:
        made: bytes = HTML(string=html).write_pdf()
        return made

    pages = [len(pikepdf.open(io.BytesIO(way())).pages) for way in (ours, plain)]
    taken: dict[str, list[float]] = {"ours": [], "plain": []}
    for _ in range(rounds):
        taken["ours"].append(_cpu(ours))
        taken["plain"].append(_cpu(plain))
    return {"pages": pages, **taken}


def memory(rounds: int) -> dict[str, Any]:
    """Peak memory in MB after many reports, then after one with a list of 400 villages."""
    for _ in range(rounds):
        render_pdf(two_pages())
    short = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    render_pdf(two_pages((villages(400),)))
    return {"short": short, "long": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def _cpu(way: Callable[[], bytes]) -> float:
    before = time.process_time()
    way()
    return time.process_time() - before


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    django.setup()
    work = {"speed": speed, "memory": memory}[sys.argv[1]]
    print(json.dumps(work(int(sys.argv[2]))))
