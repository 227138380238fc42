"""Render the same 20 criteria three ways in one process, interleaved; prints medians in seconds.

Ours: the lines as the form's page makes and shows them, files and buttons included. The peers get
less to show: a choice of four, a note and the version of each criterion as a Django form, once in a
plain template loop and once by crispy.
"""

from __future__ import annotations

import json
import os
import statistics
import time
from collections.abc import Callable
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.embedded")
django.setup()

from django import forms  # noqa: E402
from django.template import engines  # noqa: E402
from django.template.loader import get_template  # noqa: E402
from django.test import RequestFactory  # noqa: E402

from assessments.enums import Judgement  # noqa: E402
from assessments.forms_of import FormOf  # noqa: E402
from assessments.models import Answer  # noqa: E402
from assessments.selectors.form_page import sections_of  # noqa: E402
from assessments.selectors.lines import Opened, Source  # noqa: E402
from campaigns.models import Participation  # noqa: E402
from criteria.enums import CriterionKind  # noqa: E402
from criteria.models import Criterion  # noqa: E402

CRITERIA = 20
ROUNDS = 60
TEXT = (
    "Thực hiện tốt công tác tuyên truyền, nâng cao nhận thức cho cộng đồng về học tập suốt đời, "
    "xây dựng xã hội học tập."
)
NOTE = "Đã họp thôn hai lần, có biên bản."
LOOP = """<form method="post">{% csrf_token %}{% for field in form %}<div class="mb-3">
{{ field.label_tag }} {{ field }} {{ field.errors }}
{% if field.help_text %}<div class="form-text">{{ field.help_text }}</div>{% endif %}</div>
{% endfor %}</form>"""
CRISPY = (
    '{% load crispy_forms_filters %}<form method="post">{% csrf_token %}{{ form|crispy }}</form>'
)


def criteria() -> list[Criterion]:
    """Twenty criteria as long as the plans' own."""
    return [
        Criterion(pk=number, code=f"X-{number}", kind=CriterionKind.GRADED, text_shown=TEXT)
        for number in range(1, CRITERIA + 1)
    ]


def ours(request: Any) -> Callable[[], str]:
    """The section of the form's page, from the answers to the markup."""
    asked = criteria()
    answers = {
        one.pk: Answer(criterion=one, self_value=Judgement.MET, self_note=NOTE, version=3)
        for one in asked
    }
    template = get_template("assessments/_lines.html")
    participation = Participation(pk=1)

    def render() -> str:
        form = FormOf(asked, [], [], answers, {})
        section = sections_of(Source(form=form, opened=Opened(is_open=True)))[0]
        context = {"section": section, "participation": participation, "is_open": True}
        return str(template.render(context, request))

    return render


def form_class() -> type[forms.Form]:
    """The same questions as a Django form."""
    fields: dict[str, forms.Field] = {}
    for number in range(1, CRITERIA + 1):
        fields[f"c{number}-value"] = forms.ChoiceField(
            label=TEXT, choices=Judgement.choices, widget=forms.RadioSelect
        )
        fields[f"c{number}-note"] = forms.CharField(
            label="Thuyết minh",
            required=False,
            max_length=4000,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text="bắt buộc khi chọn “Không áp dụng”",
        )
        fields[f"c{number}-version"] = forms.IntegerField(widget=forms.HiddenInput)
    return type("TwentyCriteria", (forms.Form,), fields)


def peer(source: str, request: Any) -> Callable[[], str]:
    """The Django form through one template."""
    template = engines["django"].from_string(source)
    kind = form_class()
    initial: dict[str, object] = {}
    for number in range(1, CRITERIA + 1):
        initial |= {f"c{number}-value": "met", f"c{number}-note": NOTE, f"c{number}-version": 3}

    def render() -> str:
        return str(template.render({"form": kind(initial=initial)}, request))

    return render


def main() -> None:
    """Print ``{"ours": s, "loop": s, "crispy": s}``."""
    request = RequestFactory().get("/")
    sides = {
        "ours": ours(request),
        "loop": peer(LOOP, request),
        "crispy": peer(CRISPY, request),
    }
    for render in sides.values():
        text = render()
        if text.count('type="radio"') != CRITERIA * len(Judgement):
            raise SystemExit(f"not the same questions: {text[:200]}")
    taken: dict[str, list[float]] = {name: [] for name in sides}
    for _round in range(ROUNDS):
        for name, render in sides.items():
            started = time.process_time()
            render()
            taken[name].append(time.process_time() - started)
    print(json.dumps({name: statistics.median(some) for name, some in taken.items()}))


if __name__ == "__main__":
    main()
