"""What people type: answers and figures of a form, and the words and papers of an act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments import figures
from assessments.enums import ValueState
from assessments.figures import Reading
from assessments.selectors.lines import FigureLine
from campaigns.enums import Channel
from core.errors import DomainError
from core.form_fields import DayField, LineField, ParagraphField
from criteria.enums import IndicatorKind
from criteria.models import CriteriaSet, Indicator
from units.models import Unit

LONGEST_TEXT = 4000
LONGEST_REASON = 1000


def _seen(text: str) -> int:
    """The version on the sender's screen; what is no number is older than any."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def _text(post: QueryDict, name: str) -> str:
    """What was typed, with one kind of line break however the browser sent it."""
    return post.get(name, "").replace("\r\n", "\n")


@dataclass(frozen=True)
class TypedAnswer:
    """The answer to a criterion as a browser sends it."""

    value: str
    note: str
    seen: int

    @classmethod
    def of(cls, post: QueryDict, prefix: str) -> TypedAnswer:
        """Read the inputs of one line."""
        return cls(
            value=post.get(f"{prefix}-value", ""),
            note=_text(post, f"{prefix}-note")[:LONGEST_TEXT],
            seen=_seen(post.get(f"{prefix}-version", "")),
        )

    def differs(self, value: str, note: str) -> bool:
        """Whether it changes what is stored."""
        return (self.value, self.note) != (value, note)

    @property
    def kept(self) -> dict[str, Any]:
        """What stays typed when the answer is refused."""
        return {"value": self.value, "note": self.note}


@dataclass(frozen=True)
class TypedFigure:
    """The answer to a line of the sheet as a browser sends it."""

    value: str
    rows: tuple[dict[str, str], ...]
    states: tuple[str, ...]
    reason: str
    seen: int

    @classmethod
    def of(cls, post: QueryDict, prefix: str, indicator: Indicator) -> TypedFigure:
        """Read the inputs of one line; the rows of a list are numbered from nought."""
        return cls(
            value=_text(post, f"{prefix}-value"),
            rows=tuple(_rows(post, prefix, indicator)),
            states=tuple(post.getlist(f"{prefix}-state")),
            reason=_text(post, f"{prefix}-reason")[:LONGEST_TEXT],
            seen=_seen(post.get(f"{prefix}-version", "")),
        )

    def differs(self, line: FigureLine) -> bool:
        """Whether it changes what is stored."""
        stored = "" if line.state == ValueState.VALUE else line.state
        rows = [{cell.code: cell.value for cell in row} for row in line.rows]
        same_rows = [row for row in self.rows if any(row.values())] == [
            row for row in rows if any(row.values())
        ]
        return not same_rows or (self.value, self.reason, "".join(self.states)) != (
            line.value,
            line.reason,
            stored,
        )

    @property
    def kept(self) -> dict[str, Any]:
        """What stays typed when the line is refused."""
        return {
            "value": self.value,
            "rows": self.rows,
            "state": self.states[-1] if self.states else "",
            "reason": self.reason,
        }

    def reading(self, indicator: Indicator) -> Reading:
        """What was meant. Raises ``DomainError`` for a number beside "không có" and the like."""
        is_list = indicator.kind == IndicatorKind.LIST
        filled = any(any(row.values()) for row in self.rows) if is_list else self.value.strip()
        if len(self.states) > 1:
            raise DomainError(gettext("Hãy chỉ chọn một: “Không có” hoặc “Không áp dụng”."))
        state = self.states[0] if self.states else ""
        if filled and state in {ValueState.NONE, ValueState.NOT_APPLICABLE}:
            raise DomainError(
                gettext(
                    "Dòng này vừa có số liệu vừa chọn “%(state)s”. "
                    "Hãy xóa số liệu hoặc bỏ chọn “%(state)s”."
                )
                % {"state": ValueState(state).label}
            )
        return figures.read(indicator, state, list(self.rows) if is_list else self.value)


@dataclass(frozen=True)
class TypedDecision:
    """The reviewer's value or number for one line as a browser sends it."""

    value: str
    reason: str
    seen: int
    is_sent: bool

    @classmethod
    def of(cls, post: QueryDict, prefix: str) -> TypedDecision:
        """Read the inputs of one line."""
        return cls(
            value=post.get(f"{prefix}-value", "").strip(),
            reason=_text(post, f"{prefix}-reason")[:LONGEST_TEXT],
            seen=_seen(post.get(f"{prefix}-version", "")),
            is_sent=f"{prefix}-version" in post,
        )

    def differs(self, value: str, reason: str) -> bool:
        """Whether it was sent and changes what is stored."""
        return self.is_sent and (self.value, self.reason) != (value, reason)

    def number(self, indicator: Indicator) -> Decimal | None:
        """The typed number; none takes a correction back. Raises ``DomainError``."""
        return figures.read(indicator, "", self.value).number

    @property
    def kept(self) -> dict[str, Any]:
        """What stays typed when the decision is refused."""
        return {"value": self.value, "reason": self.reason}


def _rows(post: QueryDict, prefix: str, indicator: Indicator) -> list[dict[str, str]]:
    codes = [str(column["code"]) for column in indicator.columns]
    rows: list[dict[str, str]] = []
    while codes and len(rows) <= figures.MOST_ROWS:
        names = {code: f"{prefix}-r{len(rows)}-{code}" for code in codes}
        if not any(name in post for name in names.values()):
            break
        rows.append({code: post.get(name, "") for code, name in names.items()})
    return rows


# ---------------------------------------------------------------- acts


class VersionForm(forms.Form):
    """The version of the record on the actor's screen."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    @property
    def seen(self) -> int:
        """The version as a number; call after ``is_valid``."""
        return int(self.cleaned_data["version"])


class NoteForm(VersionForm):
    """An act that needs words."""

    note = ParagraphField(label=_("Lý do"), rows=4, max_length=LONGEST_REASON)


class ObjectionForm(VersionForm):
    """What the head of the unit has to say about the result."""

    note = ParagraphField(
        label=_("Ý kiến của đơn vị"),
        rows=5,
        max_length=LONGEST_TEXT,
        help_text=_("Ghi mục nào chưa đúng và vì sao. Hồ sơ được thẩm định lại."),
    )


class ApproveForm(VersionForm):
    """Approving; a reviewer of the own work says why nobody else could do it."""

    own_work_reason = ParagraphField(
        label=_("Lý do tự thẩm định hồ sơ do mình nhập"),
        rows=3,
        max_length=LONGEST_REASON,
        required=False,
    )


class OutsideForm(VersionForm):
    """What the level above decided on paper."""

    number = LineField(label=_("Số, ký hiệu văn bản"), max_length=80, required=False)
    date = DayField(label=_("Ngày văn bản"), required=False)
    file = forms.FileField(
        label=_("Tệp văn bản"), help_text=_("Ảnh hoặc PDF, không quá 10 MB."), required=False
    )


class OnBehalfForm(forms.Form):
    """Work on behalf of a unit: how and when its answers reached the office."""

    channel = forms.ChoiceField(
        label=_("Kết quả của đơn vị đến bằng"),
        choices=[one for one in Channel.choices if one[0] != Channel.SELF],
        widget=forms.RadioSelect,
        error_messages={
            "required": _(
                "Nộp thay cần ghi kết quả đến bằng cách nào (điện thoại, phiếu giấy, họp thôn)."
            )
        },
    )
    paper_on = DayField(
        label=_("Ngày nhận kết quả"),
        error_messages={"required": _("Nộp thay cần ghi ngày nhận kết quả.")},
        help_text=_("Ngày này quyết định phiếu đúng hạn hay muộn."),
    )


class SubmitForm(VersionForm, OnBehalfForm):
    """Handing in on behalf of a unit, perhaps with a picture of the signed paper."""

    sheet = forms.FileField(
        label=_("Ảnh phiếu giấy có chữ ký"),
        required=False,
        help_text=_("Ảnh hoặc PDF, không quá 10 MB."),
    )


class LastDayForm(forms.Form):
    """Another last day for one unit."""

    day = DayField(label=_("Ngày cuối mới"))
    reason = ParagraphField(label=_("Lý do gia hạn"), rows=3, max_length=LONGEST_REASON)


class ClosingForm(forms.Form):
    """What is to be remembered about the closing; may stay empty."""

    note = ParagraphField(
        label=_("Ghi chú khi chốt"),
        rows=2,
        max_length=LONGEST_REASON,
        required=False,
        help_text=_("Ví dụ: theo biên bản họp ngày nào. Hiện trong lịch sử của năm."),
    )


class ReasonForm(forms.Form):
    """A typed reason for something that others will read about."""

    note = ParagraphField(label=_("Lý do"), rows=3, max_length=LONGEST_REASON)


class EvidenceForm(forms.Form):
    """A file for a criterion."""

    file = forms.FileField(
        label=_("Tệp minh chứng"),
        error_messages={"required": _("Hãy chọn tệp trước khi gửi.")},
    )


class ScoreBeginForm(forms.Form):
    """Which unit is scored by which official set."""

    unit = forms.ChoiceField(label=_("Đơn vị"))
    criteria_set = forms.ChoiceField(label=_("Bộ tiêu chí"))

    def __init__(
        self, *args: Any, units: Sequence[Unit], sets: Sequence[CriteriaSet], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._units = {str(one.pk): one for one in units}
        self._sets = {str(one.pk): one for one in sets}
        self.fields["unit"].choices = [(key, one.display_name) for key, one in self._units.items()]  # type: ignore[attr-defined]
        self.fields["criteria_set"].choices = [(key, one.name) for key, one in self._sets.items()]  # type: ignore[attr-defined]

    def clean_unit(self) -> Unit:
        """The unit that was chosen."""
        return self._units[self.cleaned_data["unit"]]

    def clean_criteria_set(self) -> CriteriaSet:
        """The set that was chosen."""
        return self._sets[self.cleaned_data["criteria_set"]]


class ScoreActForm(forms.Form):
    """An act on a sheet of points: the version seen, and the reason where one is needed."""

    reason = ParagraphField(
        label=_("Lý do"),
        rows=3,
        max_length=LONGEST_REASON,
        error_messages={"required": _("Hãy ghi lý do.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, needs_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not needs_reason:
            del self.fields["reason"]
