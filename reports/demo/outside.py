"""What the level above decided on paper about the demo's own forms, marked as made up."""

from __future__ import annotations

from html import escape

from accounts.models import User
from assessments.models import Assessment
from assessments.rules import is_decided_outside
from assessments.services import review
from assessments.services.files import keep
from assessments.services.review import OutsideDecision
from core import clock
from documents.renderers.engine import studio
from documents.uploads import CheckedUpload, check_upload

NUMBER = "01/TB-TRÌNH-DIỄN"
_PAGE = (
    '<html lang="vi"><head><title>{title}</title></head>'
    "<body><h1>{title}</h1><p>{text}</p></body></html>"
)
_TITLE = "DỮ LIỆU TRÌNH DIỄN"
_TEXT = (
    "Tệp này đứng thay bản quét thông báo kết quả của cấp trên đối với phiếu năm {year} của "
    "{unit}. Số {number} không phải số văn bản có thật."
)


def decide(record: Assessment, leader: User) -> Assessment:
    """Record the level above's result, where it decides on paper; elsewhere the form stays."""
    if not is_decided_outside(record):
        return record
    decision = OutsideDecision(number=NUMBER, date=clock.today(), file=keep(_scan(record)))
    return review.record_outside(record, decision, actor=leader, version=record.version)


def _scan(record: Assessment) -> CheckedUpload:
    """One page that says what it stands for."""
    text = _TEXT.format(year=record.campaign_year.year, unit=record.unit, number=NUMBER)
    html = _PAGE.format(title=_TITLE, text=escape(text))
    with studio() as engine:
        pdf: bytes = engine.lay_out(html, "").write_pdf()
    return check_upload("Thông báo (dữ liệu trình diễn).pdf", pdf)
