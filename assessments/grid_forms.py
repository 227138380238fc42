"""What a grid's script sends: the changed cells, and how answers on behalf arrived."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.services.grid import Change
from assessments.services.submission import Submission
from campaigns.enums import Channel
from core.errors import DomainError
from core.form_fields import DayField

LONGEST = 5000
MOST_ID = 2**63 - 1


class ReceiptForm(forms.Form):
    """By which way and on which day the answers of somebody else's unit arrived."""

    channel = forms.ChoiceField(
        label=_("Kết quả đến bằng"),
        choices=[("", _("chọn")), *(one for one in Channel.choices if one[0] != Channel.SELF)],
        required=False,
    )
    paper_on = DayField(label=_("Ngày nhận"), required=False)

    @classmethod
    def shown(cls) -> ReceiptForm:
        """The form on a page where it must be filled in."""
        form = cls()
        for field in form.fields.values():
            field.required = True
        return form

    @property
    def received(self) -> Submission:
        """What was said, as far as it can be read. Raises ``DomainError`` for a day that is none.

        Whether it must be said at all, the saving knows.
        """
        if not self.is_valid():
            name, messages = next(iter(self.errors.items()))
            raise DomainError(str(messages[0]), field=str(name))
        given = self.cleaned_data
        return Submission(channel=given["channel"] or Channel.SELF, paper_on=given["paper_on"])


def changes_of(post: QueryDict) -> list[Change]:
    """The changed cells that were sent. Raises ``DomainError`` when the request is no such list."""
    try:
        sent = json.loads(post.get("cells", "[]"))
    except ValueError:
        sent = None
    if not isinstance(sent, list) or not all(_is_cell(one) for one in sent):
        raise DomainError(gettext("Trang này đã cũ. Hãy tải lại trang rồi thực hiện lại."))
    if not sent:
        raise DomainError(gettext("Chưa có ô nào thay đổi."))
    found = {(one["row"], one["column"]): _change(one) for one in sent}
    return list(found.values())


def _is_cell(one: Any) -> bool:
    if not isinstance(one, dict) or type(one.get("row")) is not int:
        return False
    texts = (one.get(name, "") for name in ("column", "text", "note", "seen", "seen_note"))
    return 0 < one["row"] <= MOST_ID and all(
        isinstance(text, str) and len(text) <= LONGEST and _is_text(text) for text in texts
    )


def _is_text(text: str) -> bool:
    """Half of a surrogate pair is no letter and cannot be stored."""
    return not any("\ud800" <= char <= "\udfff" for char in text)


def _change(one: dict[str, Any]) -> Change:
    return Change(
        one["row"],
        one.get("column", ""),
        one.get("text", ""),
        note=one.get("note", ""),
        seen=one.get("seen", ""),
        seen_note=one.get("seen_note", ""),
        confirms=one.get("confirms") is True,
    )
