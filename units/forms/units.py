"""What the administrator and the office type about units."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.form_fields import DayField, LineField, NumberField, ParagraphField
from units.enums import UnitType
from units.models import Unit
from units.selectors.drafts import KIND_WORD_TYPES, USUAL_KIND_WORDS

_NO_HELP = {"autocomplete": "off"}


class UnitListForm(forms.Form):
    """A type and the names of its new units, one a line."""

    kind_word = LineField(
        label=_("Từ chỉ loại"),
        max_length=40,
        required=False,
        help_text=_(
            "Chỉ dùng cho thôn, xã, tỉnh, dòng họ; ví dụ thôn, bản, tổ dân phố. "
            "Loại khác ghi cả tên, ví dụ Trường Mầm non Na Rì."
        ),
        widget=forms.TextInput(attrs=_NO_HELP),
    )
    names = ParagraphField(
        label=_("Tên các đơn vị"),
        rows=10,
        help_text=_("Mỗi dòng một tên, dán được từ Excel hoặc Word. Số thứ tự đầu dòng được bỏ."),
        error_messages={"required": _("Hãy ghi ít nhất một tên, mỗi dòng một tên.")},
    )
    valid_from = DayField(
        label=_("Có từ ngày"),
        required=False,
        help_text=_("Bỏ trống nếu đơn vị có từ lâu hoặc không rõ ngày."),
    )

    def __init__(self, *args: Any, types: Iterable[UnitType], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.value, one.label) for one in types]
        self.fields["type"] = forms.ChoiceField(label=_("Loại đơn vị"), choices=choices)
        self.order_fields(["type", "kind_word", "names", "valid_from"])


def usual_kind_word(parent: Unit, types: list[UnitType]) -> str:
    """The kind word to begin with: that of the neighbours, else the usual one of the first type."""
    if not types:
        return ""
    rows = Unit.objects.filter(parent=parent, type=types[0], valid_to=None).order_by("-pk")
    neighbour = rows.values_list("kind_word", flat=True).first()
    return neighbour or USUAL_KIND_WORDS.get(types[0], "")


class BasisForm(forms.Form):
    """From which day a change holds and on what paper it rests.

    ``step`` is hidden: a change that cannot be undone is sent twice, to be looked over and then
    to be made.
    """

    step = forms.CharField(required=False, widget=forms.HiddenInput, initial="preview")
    on = DayField(
        label=_("Có hiệu lực từ ngày"),
        help_text=_("Ngày ghi trong văn bản, không muộn hơn hôm nay."),
    )
    legal_basis = LineField(
        label=_("Căn cứ"),
        max_length=300,
        help_text=_("Số, ngày và cơ quan ban hành, ví dụ Nghị quyết số 12/NQ-HĐND ngày 20/6/2026."),
        error_messages={"required": _("Hãy ghi văn bản làm căn cứ cho thay đổi này.")},
    )

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if unit.type == UnitType.HOUSEHOLD:  # a family needs no resolution
            self.fields["legal_basis"].required = False
            self.fields["legal_basis"].help_text = ""
        if "kind_word" in self.fields and unit.type not in KIND_WORD_TYPES | {UnitType.HOUSEHOLD}:
            del self.fields["kind_word"]
        self.order_fields(["kind_word", "name", "names", "others", "into"])


class RenameForm(BasisForm):
    """A new name from a day on."""

    kind_word = LineField(
        label=_("Từ chỉ loại"), max_length=40, required=False, widget=forms.TextInput(_NO_HELP)
    )
    name = LineField(label=_("Tên mới"), max_length=200, widget=forms.TextInput(_NO_HELP))


class MoveForm(BasisForm):
    """When and why the unit goes to the parent that is already chosen."""


class MergeForm(BasisForm):
    """Which units become one, and which one that is."""

    NEW = "new"

    kind_word = LineField(
        label=_("Từ chỉ loại của đơn vị mới"),
        max_length=40,
        required=False,
        widget=forms.TextInput(_NO_HELP),
    )
    name = LineField(
        label=_("Tên đơn vị mới"),
        max_length=200,
        required=False,
        help_text=_("Chỉ ghi khi lập đơn vị mới."),
        widget=forms.TextInput(_NO_HELP),
    )

    def __init__(self, *args: Any, unit: Unit, neighbours: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, unit=unit, **kwargs)
        units = [(str(one.pk), _named(one)) for one in neighbours]
        self.fields["others"] = forms.MultipleChoiceField(
            label=_("Sáp nhập với"),
            choices=units,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Hãy chọn ít nhất một đơn vị khác để sáp nhập.")},
        )
        going_on = [(str(unit.pk), _named(unit)), *units]
        self.fields["into"] = forms.ChoiceField(
            label=_("Sau sáp nhập là"),
            choices=[(self.NEW, _("một đơn vị mới, tên ghi bên dưới")), *going_on],
            help_text=_("Đơn vị được chọn giữ tên, mã và tiếp tục hoạt động."),
        )
        self.order_fields(["others", "into", "kind_word", "name", "on", "legal_basis"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        into, others = data.get("into"), set(data.get("others") or [])
        own = {value for value, _label in self.fields["others"].choices}  # type: ignore[attr-defined]
        if into == self.NEW and not data.get("name"):
            self.add_error("name", _("Hãy ghi tên đơn vị mới."))
        if into in own and into not in others:
            self.add_error("into", _("Đơn vị này chưa được chọn ở danh sách sáp nhập bên trên."))
        return data


def _named(unit: Unit) -> str:
    return f"{unit} ({unit.code})" if unit.code else str(unit)


class SplitForm(BasisForm):
    """The names of the parts, and whether the unit itself goes on."""

    kind_word = LineField(
        label=_("Từ chỉ loại"), max_length=40, required=False, widget=forms.TextInput(_NO_HELP)
    )
    names = ParagraphField(
        label=_("Tên các đơn vị mới"),
        rows=4,
        help_text=_("Mỗi dòng một tên."),
        error_messages={"required": _("Hãy ghi ít nhất một đơn vị mới.")},
    )
    ends = forms.BooleanField(
        label=_("Đơn vị cũ kết thúc từ ngày này"),
        required=False,
        help_text=_("Bỏ trống khi đơn vị cũ tiếp tục hoạt động với phần còn lại."),
    )


class CloseForm(forms.Form):
    """The last day of a unit that nothing follows."""

    last_day = DayField(label=_("Ngày hoạt động cuối cùng"), help_text=_("Không muộn hơn hôm nay."))
    legal_basis = LineField(
        label=_("Căn cứ"),
        max_length=300,
        help_text=_("Số, ngày và cơ quan ban hành văn bản."),
        error_messages={"required": _("Hãy ghi văn bản làm căn cứ.")},
    )
    note = LineField(label=_("Ghi chú"), max_length=300, required=False)

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if unit.type == UnitType.HOUSEHOLD:
            self.fields["legal_basis"].required = False
            self.fields["legal_basis"].help_text = ""


class ReopenForm(forms.Form):
    """Why a closing was a mistake."""

    reason = LineField(
        label=_("Lý do mở lại"),
        max_length=300,
        error_messages={"required": _("Hãy ghi lý do mở lại.")},
    )


class CorrectForm(forms.Form):
    """What stands about a unit beside its place and its days."""

    kind_word = LineField(label=_("Từ chỉ loại"), max_length=40, required=False)
    name = LineField(
        label=_("Tên"),
        max_length=200,
        help_text=_("Chỉ sửa chữ ghi sai. Đổi tên theo văn bản thì dùng mục Đổi tên."),
    )
    code = LineField(label=_("Mã"), max_length=24, required=False)
    position = NumberField(
        label=_("Thứ tự trong danh sách của xã"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    place_name = LineField(
        label=_("Địa danh ghi trên văn bản"),
        max_length=120,
        required=False,
        help_text=_("Chữ đứng trước ngày tháng, ví dụ Na Rì, ngày 05 tháng 12 năm 2026."),
    )
    letterhead = LineField(label=_("Tên cơ quan ghi trên văn bản"), max_length=200, required=False)
    symbol = LineField(label=_("Chữ viết tắt trong ký hiệu"), max_length=40, required=False)
    is_difficult_area = forms.BooleanField(label=_("Thuộc vùng khó khăn"), required=False)
    note = ParagraphField(label=_("Ghi chú"), rows=3, required=False)

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if unit.type == UnitType.HOUSEHOLD:
            for name in ("place_name", "letterhead", "symbol", "is_difficult_area", "kind_word"):
                del self.fields[name]
            self.fields["position"].label = _("Thứ tự trong danh sách của thôn")
        elif unit.type not in KIND_WORD_TYPES:
            del self.fields["kind_word"]

    def clean_position(self) -> int:
        """A place in an order is a whole number."""
        value = self.cleaned_data.get("position")
        if value is None:
            return 0
        if value != int(value) or not 0 <= value <= 1_000_000:
            raise forms.ValidationError(_("Hãy nhập một số nguyên, ví dụ 12."))
        return int(value)
