"""The words of self-assessment and review."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    DRAFT = "draft", _("Đang nhập")
    SUBMITTED = "submitted", _("Đã nộp")
    IN_REVIEW = "in_review", _("Đang thẩm định")
    RETURNED = "returned", _("Đã trả lại")
    REVIEWED = "reviewed", _("Đã thẩm định")
    FINAL = "final", _("Đã chốt")


class Action(models.TextChoices):
    """The acts of contract 3; the label is the word on the button."""

    BEGIN = "begin", _("Bắt đầu nhập")
    SUBMIT = "submit", _("Nộp")
    WITHDRAW = "withdraw", _("Rút lại")
    START_REVIEW = "start-review", _("Bắt đầu thẩm định")
    RECORD_OUTSIDE = "record-outside", _("Ghi kết quả cấp trên")
    STOP_REVIEW = "stop-review", _("Thôi thẩm định")
    RETURN = "return", _("Trả lại")
    FORWARD = "forward", _("Chuyển cấp trên")
    APPROVE = "approve", _("Duyệt")
    OBJECT = "object", _("Có ý kiến")
    REVIEW_AGAIN = "review-again", _("Xét lại")
    FINALISE = "finalise", _("Chốt")
    REOPEN = "reopen", _("Mở lại")


class Judgement(models.TextChoices):
    """Answers to a criterion. No row or an empty value is "chưa nhập"."""

    MET = "met", _("Đạt")
    PARTLY = "partly", _("Đạt một phần")
    NOT_MET = "not_met", _("Chưa đạt")
    NOT_APPLICABLE = "not_applicable", _("Không áp dụng")


class ValueState(models.TextChoices):
    """Answers to a figure: a value (0 is one), none, or not applicable. Empty: "chưa nhập"."""

    VALUE = "value", _("Có số liệu")
    NONE = "none", _("Không có")
    NOT_APPLICABLE = "not_applicable", _("Không áp dụng")


class Outcome(models.TextChoices):
    """What the village found of a household, clan or individual that registered for its title."""

    ACHIEVED = "achieved", _("Đạt")
    NOT_ACHIEVED = "not_achieved", _("Chưa đạt")


class Circumstance(models.TextChoices):
    """How a household stands in the year's review of poverty; empty for all others."""

    POOR = "poor", _("Hộ nghèo")
    NEAR_POOR = "near_poor", _("Hộ cận nghèo")


class Carried(models.TextChoices):
    """A value taken over from last year; it counts once somebody confirmed it for this year."""

    WAITING = "waiting", _("Mang sang, chưa xác nhận")
    CONFIRMED = "confirmed", _("Mang sang, đã xác nhận")


class ScoreStage(models.TextChoices):
    """Where a sheet of points stands; no stage can be skipped."""

    OWN = "own", _("Đơn vị đang chấm")
    REVIEW = "review", _("Chờ thẩm định")
    REVIEWED = "reviewed", _("Đã thẩm định")
    DECIDED = "decided", _("Đã chốt")


class ScoreAct(models.TextChoices):
    """The acts on a sheet of points; the label is the word on the button."""

    HAND_IN = "hand-in", _("Nộp để thẩm định")
    SEND_BACK = "send-back", _("Trả lại đơn vị")
    APPROVE = "approve", _("Duyệt điểm")
    REVIEW_AGAIN = "review-again", _("Xét lại")
    DECIDE = "decide", _("Chốt điểm")


class FlagKind(models.TextChoices):
    """What looks odd in a submitted record; whether it is wrong, people decide."""

    JUMP = "jump", _("Thay đổi lớn so với năm trước")
    ALL_MET = "all_met", _("Mọi mục đều đạt")
    SAME_TEXT = "same_text", _("Lời văn giống hệt đơn vị khác")
    SAME_FILE = "same_file", _("Minh chứng đã dùng ở nơi khác")


class SampleKind(models.TextChoices):
    """What a sample for re-checking consists of."""

    HOUSEHOLDS = "households", _("Hộ đã tự đánh giá đạt, ở mỗi thôn")
    VILLAGES = "villages", _("Thôn đã nộp phiếu")


class HandInPaper(models.TextChoices):
    """Papers about handing in that a campaign's office may word."""

    RECEIPT = "receipt", _("Giấy biên nhận")
    REGISTER = "register", _("Sổ theo dõi việc nộp")


class TitlePaper(models.TextChoices):
    """Papers about titles that a campaign's office may word."""

    DECISION = "title_decision", _("Quyết định công nhận danh hiệu")
