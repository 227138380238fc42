"""One look for every field, whoever renders it; errors in Vietnamese, what was typed stays."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.core.validators import FileExtensionValidator
from django.forms import formset_factory
from django.template import engines
from django.utils.datastructures import MultiValueDict

from tests.ui.gallery import VillageForm

TYPED = {
    "name": "Khu phố Yến Lạc cũ hợp nhất",
    "households": "mười",
    "rate": "1234,567",
    "met_on": "32/13/2026",
    "email": "ten@",
    "kind": "xom",
    "answer": "",
    "note": "Thôn <b>họp</b> 2 lần",
}


def rendered(source: str, **context: object) -> str:
    loads = "{% load crispy_forms_tags ui %}"
    return " ".join(str(engines["django"].from_string(loads + source).render(context)).split())


def test_what_was_typed_stays_even_where_a_number_was_wanted() -> None:
    form = VillageForm(TYPED)

    html = rendered(
        "{% field form.households %}{% field form.met_on %}{% field form.note %}", form=form
    )

    assert 'type="number"' not in html
    assert re.findall(r'value="([^"]+)"', html) == ["mười", "32/13/2026"]
    assert "Thôn &lt;b&gt;họp&lt;/b&gt; 2 lần" in html


def test_error_and_help_are_tied_to_the_control() -> None:
    form = VillageForm(TYPED)

    html = rendered("{% field form.name %}", form=form)

    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html


def test_summary_leads_to_every_field_that_is_wrong() -> None:
    form = VillageForm(TYPED)

    html = rendered(
        "{% error_summary form %}{% for f in form %}{% field f %}{% endfor %}", form=form
    )

    anchors = set(re.findall(r'<a href="#([^"]+)"', html))
    controls = set(re.findall(r'<(?:input|select|textarea)[^>]* id="([^"]+)"', html))
    assert f"Có {len(form.errors)} chỗ cần sửa" in html
    assert anchors == {"id_answer_0", *(f"id_{n}" for n in form.errors if n != "answer")}
    assert anchors - controls == set()


def test_form_without_errors_has_no_summary() -> None:
    assert rendered("{% error_summary form %}", form=VillageForm()) == ""


@pytest.mark.parametrize("name", ["name", "households", "kind", "answer", "agreed", "evidence"])
def test_django_crispy_and_our_tag_draw_the_same_field(name: str) -> None:
    bound = VillageForm(TYPED)[name]

    ours = rendered("{% field bound %}", bound=bound)

    assert rendered("{{ bound.as_field_group }}", bound=bound) == ours
    assert rendered("{{ bound|as_crispy_field }}", bound=bound) == ours


def test_phone_gets_a_keyboard_with_figures() -> None:
    form = VillageForm()

    assert 'inputmode="numeric"' in rendered("{% field form.households %}", form=form)
    assert 'inputmode="decimal"' in rendered("{% field form.rate %}", form=form)
    assert "inputmode" not in rendered("{% field form.name %}", form=form)


def test_optional_field_says_so_and_a_required_one_does_not() -> None:
    form = VillageForm()

    assert "(nếu có)" in rendered("{% field form.email %}", form=form)
    assert "(nếu có)" not in rendered("{% field form.name %}", form=form)


def test_control_that_saves_itself_is_repeated_after_a_lost_network() -> None:
    html = rendered('{% field form.answer hx_post="/save/" %}', form=VillageForm())

    assert html.count('hx-post="/save/"') == 4
    assert html.count('hx-trigger="change, retry"') == 4


class UploadForm(forms.Form):
    """A file of two kinds."""

    scan = forms.FileField(label="Bản chụp", validators=[FileExtensionValidator(["pdf", "jpg"])])


EXPECTED = {
    "name": "Chỉ được tối đa 20 ký tự (đang có 27).",
    "households": "Hãy nhập một số nguyên, ví dụ 12.",
    "rate": "Chỉ được tối đa 5 chữ số.",
    "met_on": "Hãy nhập ngày theo dạng ngày/tháng/năm, ví dụ 05/11/2026.",
    "email": "Hãy nhập địa chỉ thư điện tử đầy đủ, ví dụ ten@vidu.vn.",
    "kind": "“xom” không có trong danh sách. Hãy chọn lại.",
    "answer": "Hãy điền mục này.",
    "agreed": "Hãy điền mục này.",
}


def test_common_errors_are_sentences_in_vietnamese() -> None:
    form = VillageForm(TYPED)

    assert {name: errors[0] for name, errors in form.errors.items()} == EXPECTED


def test_refused_file_is_told_which_kinds_are_taken() -> None:
    sent: MultiValueDict[str, UploadedFile[Any]] = MultiValueDict(
        {"scan": [SimpleUploadedFile("tro-choi.exe", b"MZ")]}
    )

    form = UploadForm({}, sent)

    assert form.errors["scan"] == ["Không nhận tệp đuôi “exe”. Hãy chọn tệp đuôi: pdf, jpg."]


def test_tampered_formset_is_explained() -> None:
    many = formset_factory(UploadForm)({})

    assert "Hãy tải lại trang rồi làm lại" in many.non_form_errors()[0]
