"""What people type on the pages of reports."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from core.form_fields import ParagraphField
from documents.models import Signatory
from documents.outlines import MOST_LETTERS, Vocabulary, read_outline
from reports.papers.passages import Plain
from reports.papers.rich_text import from_html


class OutlineForm(forms.Form):
    """Outline and wording of a kind of paper; every fault with its line.

    An empty text is the product's own.
    """

    text = ParagraphField(
        label=_("Dàn ý và lời văn"),
        help_text=_("Để trống rồi ghi là dùng lại mẫu gốc."),
        rows=28,
        max_length=MOST_LETTERS,
        required=False,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, vocabulary: Vocabulary, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._vocabulary = vocabulary

    def clean_text(self) -> str:
        """Refuse a broken text, all its faults at once."""
        text = str(self.cleaned_data["text"])
        faults = read_outline(text, self._vocabulary).faults if text.strip() else ()
        if faults:
            raise ValidationError([str(fault) for fault in faults])
        return text


class PassageForm(forms.Form):
    """The words of one passage, as the editor sends them."""

    text = forms.CharField(
        label=_("Nội dung đoạn"),
        widget=forms.Textarea(attrs={"rows": 12, "data-passage-editor": ""}),
        strip=False,
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def clean_text(self) -> Plain:
        """The paper's own blocks; nothing else of what was sent is kept."""
        try:
            return from_html(self.cleaned_data["text"])
        except DomainError as error:
            raise ValidationError(str(error)) from error

    def now_knows(self, version: int) -> None:
        """The refused form goes back with its own words and the version that stands there now."""
        self.data = {**self.data, "version": str(version)}


class CheckForm(forms.Form):
    """Who signs, from those who may on this day; and the content that was looked through."""

    signatory = forms.ModelChoiceField(
        label=_("Người ký"),
        queryset=Signatory.objects.none(),
        required=False,
        empty_label=_("Chưa ghi tên người ký"),
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, signatories: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["signatory"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 of the class above
        field.queryset = signatories
